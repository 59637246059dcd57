import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/adapters/dashboard/layout.js';

describe('the layout of the dashboard', () => {
  it('gives the roll all that the controls leave, and a third to losses where there are some', () => {
    expect(layOut(80, 24, false)).toEqual({
      roll: { left: 0, top: 1, width: 48, height: 20 },
      controls: { left: 48, top: 1, width: 32, height: 20 },
      loss: null,
      panels: {},
    });
    expect(layOut(80, 24, true)).toMatchObject({
      roll: { height: 12 },
      controls: { height: 20 },
      loss: { left: 0, top: 13, width: 48, height: 8 },
    });
  });

  it('has panels where there is room, more of them on a wider screen', () => {
    expect(Object.keys(layOut(80, 32, false).panels)).toEqual(['messages', 'likeness']);
    expect(Object.keys(layOut(200, 60, false).panels)).toEqual(['messages', 'likeness', 'ports', 'training']);
    expect(layOut(200, 31, false).panels).toEqual({});
  });

  it('does without losses, then without controls, then without the roll, as the screen shrinks', () => {
    expect(layOut(80, 16, true).loss).toBeNull();
    expect(layOut(40, 24, true)).toMatchObject({
      roll: { width: 40, height: 12 },
      controls: null,
      loss: { top: 13, height: 8 },
    });
    expect(layOut(30, 5, true)).toEqual({ roll: null, controls: null, loss: null, panels: {} });
  });

  it('fits every screen, without a gap and without one pane over another', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(200), fc.boolean(), (columns, lines, hasLosses) => {
        const { roll, controls, loss, panels } = layOut(columns, lines, hasLosses);
        const below = Object.values(panels);
        for (const area of [roll, controls, loss, ...below]) {
          if (!area) continue;
          expect(area.height).toBeGreaterThan(2);
          expect(area.left + area.width).toBeLessThanOrEqual(columns);
          expect(area.top + area.height).toBeLessThanOrEqual(lines - 3);
        }
        const heights = [roll, loss, below.at(0)].map((area) => area?.height ?? 0);
        if (roll) expect(heights.reduce((sum, height) => sum + height, 1 + 3)).toBe(lines);
        const widths = below.reduce((sum, { width }) => sum + width, 0);
        expect(widths === 0 || widths === columns).toBe(true);
        if (loss && roll) expect(loss.top).toBe(1 + roll.height);
      }),
    );
  });
});
