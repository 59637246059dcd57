import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isBlack,
  LEAST_TOUCH,
  octavesIn,
  placeOf,
  rangeFor,
  whiteKeys,
  WHOLE_PIANO,
} from '../../../web/stage/keyboard-layout.js';

const pitches = Array.from({ length: 88 }, (_, i) => 21 + i);

describe('the keyboard under the roll', () => {
  it('has the 88 keys of a piano, 52 of them white, side by side without a gap', () => {
    const whites = pitches.filter((pitch) => !isBlack(pitch)).map((pitch) => placeOf(pitch, WHOLE_PIANO));
    expect(whites).toHaveLength(52);
    expect(whiteKeys(WHOLE_PIANO)).toBe(52);
    whites.forEach(({ left, width }, i) => {
      expect(left).toBeCloseTo(i / 52);
      expect(width).toBeCloseTo(1 / 52);
    });
  });

  it('has each black key across the border of the white keys beside it', () => {
    for (const pitch of pitches.filter(isBlack)) {
      const black = placeOf(pitch, WHOLE_PIANO);
      expect(black.left + black.width / 2).toBeCloseTo(placeOf(pitch + 1, WHOLE_PIANO).left);
    }
  });

  it('puts higher notes further right, whatever is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 320, max: 2000 }), fc.integer({ min: 0, max: 126 }), (width, pitch) => {
        const range = rangeFor(width, true, 60);
        const [lower, higher] = [placeOf(pitch, range), placeOf(pitch + 1, range)];
        expect(lower.left + lower.width / 2).toBeLessThan(higher.left + higher.width / 2);
      }),
    );
  });

  it('gives fingers whole octaves of keys that are wide enough, and stays on the piano', () => {
    fc.assert(
      fc.property(fc.integer({ min: 360, max: 2199 }), fc.integer({ min: -5, max: 15 }), (width, octave) => {
        const range = rangeFor(width, true, 12 * octave);
        expect(range.lowest % 12).toBe(0);
        expect(range.highest % 12).toBe(0);
        expect([range.lowest >= 21, range.highest <= 108]).toEqual([true, true]);
        expect(width / whiteKeys(range)).toBeGreaterThanOrEqual(LEAST_TOUCH);
      }),
    );
  });

  it('shows an octave from middle C on a phone, and everything to a mouse', () => {
    expect(rangeFor(390, true, 60)).toEqual({ lowest: 60, highest: 72 });
    expect(rangeFor(390, false, 60)).toEqual({ lowest: 60, highest: 72 });
    expect(rangeFor(844, true, 60)).toEqual({ lowest: 60, highest: 84 });
    expect(rangeFor(1024, false, 60)).toEqual(WHOLE_PIANO);
    expect(octavesIn(WHOLE_PIANO)).toEqual([24, 36, 48, 60, 72, 84, 96, 108]);
  });
});
