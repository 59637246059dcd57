import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../../src/training/quality/quantile.js';
import { jensenShannon, middleRange, overlapArea, shareInside } from '../../../src/training/quality/set-distances.js';

const counts = fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }).filter((list) => list.some((n) => n > 0));

describe('distances between sets of music', () => {
  it('Jensen–Shannon: none between proportional counts, one bit between those that share nothing', () => {
    expect(jensenShannon([1, 2, 3], [10, 20, 30])).toBeCloseTo(0);
    expect(jensenShannon([1, 0, 3], [0, 5, 0])).toBeCloseTo(1);
    expect(jensenShannon([1, 1], [1, 0])).toBeCloseTo(0.311, 3);
  });

  it('Jensen–Shannon: the same both ways, from 0 to 1', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const found = jensenShannon(a, b);
        expect(found).toBeCloseTo(jensenShannon(b, a));
        expect(found).toBeGreaterThanOrEqual(-1e-12);
        expect(found).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('overlap: all of it for the same values, none for far ones, about half for half of them', () => {
    const low = [1, 2, 3, 4, 5, 6, 7, 8];
    const high = low.map((value) => value + 30);
    expect(overlapArea(low, low)).toBeCloseTo(1, 2);
    expect(overlapArea(low, high)).toBeLessThan(0.01);
    expect(overlapArea(low, [...low, ...high])).toBeGreaterThan(0.45);
    expect(overlapArea(low, [...low, ...high])).toBeLessThan(0.55);
  });

  it('ranges: the middle nine tenths of the values lie inside', () => {
    const values = Array.from({ length: 101 }, (_, i) => i);
    const range = middleRange(values);
    expect(range).toEqual({ low: 5, high: 95 });
    expect(shareInside(values, range)).toBeCloseTo(91 / 101);
    expect(quantile([3, 1, 2], 0.25)).toBe(1.5);
    expect(quantile([7], 0.9)).toBe(7);
  });
});
