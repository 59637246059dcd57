import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/adapters/dashboard/layout.js';

describe('the layout of the dashboard', () => {
  it('gives the roll all that the controls leave, and a third to losses where there are some', () => {
    expect(layOut(80, 24, false)).toEqual({
      roll: { width: 54, height: 20 },
      controls: { width: 26, height: 20 },
      loss: null,
    });
    expect(layOut(80, 24, true)).toEqual({
      roll: { width: 54, height: 12 },
      controls: { width: 26, height: 20 },
      loss: { top: 13, height: 8 },
    });
    expect(layOut(160, 50, true).controls?.width).toBe(42);
  });

  it('does without losses, then without controls, then without the roll, as the screen shrinks', () => {
    expect(layOut(80, 16, true).loss).toBeNull();
    expect(layOut(40, 24, true)).toEqual({
      roll: { width: 40, height: 12 },
      controls: null,
      loss: { top: 13, height: 8 },
    });
    expect(layOut(30, 5, true)).toEqual({ roll: null, controls: null, loss: null });
  });

  it('fits every screen', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(200), fc.boolean(), (columns, lines, hasLosses) => {
        const layout = layOut(columns, lines, hasLosses);
        const [roll, controls, loss] = [layout.roll, layout.controls, layout.loss].map((pane) => pane?.height ?? 0);
        expect((layout.roll?.width ?? 0) + (layout.controls?.width ?? 0)).toBeLessThanOrEqual(columns);
        expect([roll, controls, loss].every((height) => height === 0 || height > 2)).toBe(true);
        if (layout.roll) expect(1 + roll + loss + 3).toBe(lines);
        if (layout.loss) expect(layout.loss.top).toBe(1 + roll);
      }),
    );
  });
});
