import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextInt, restoreRandom, seedRandom, shuffle } from '../../src/shared/random-source.js';

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

/** Pearson's χ² of counts that should all be equal. */
const chiSquare = (counts: readonly number[]): number => {
  const mean = counts.reduce((sum, n) => sum + n) / counts.length;
  return counts.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0);
};

describe('the random source', () => {
  it('gives the numbers of xoshiro128** 1.1 from the state 1, 2, 3, 4', () => {
    const random = restoreRandom([1, 2, 3, 4]);
    expect(take(10, () => random.next() * 2 ** 32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
    expect(random.save()).toEqual([939045227, 1864939416, 1451579149, 2199351389]);
  });

  it('expands a seed by the finaliser of MurmurHash3 over multiples of the golden ratio', () => {
    expect(
      seedRandom(0)
        .save()
        .map((word) => word.toString(16)),
    ).toEqual(['92ca2f0e', '3cd6e3f3', '1b147dcc', '4c081dbf']);
  });

  it('goes on from a saved state as if it had not been saved', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, drawn) => {
        const random = seedRandom(seed);
        take(drawn, () => random.next());
        const resumed = restoreRandom(random.save());
        expect(take(20, () => resumed.next())).toEqual(take(20, () => random.next()));
      }),
    );
  });

  it('stays within 0 and 1, 1 left out', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seedRandom(seed);
        return take(20, () => random.next()).every((x) => x >= 0 && x < 1);
      }),
    );
  });

  it('refuses a state it could never have saved', () => {
    expect(() => restoreRandom([0, 0, 0, 0])).toThrow(RangeError);
    expect(() => restoreRandom([1, 2, 3])).toThrow(RangeError);
  });

  it('draws each integer as often as another', () => {
    const random = seedRandom(1);
    const counts = Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) counts[nextInt(random, 10)]++;
    // 9 degrees of freedom: above 27.9 once in a thousand sources.
    expect(chiSquare(counts)).toBeLessThan(27.9);
  });

  it('shuffles into every order as often as into another', () => {
    const random = seedRandom(2);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle(['C', 'E', 'G', 'B'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: above 49.7 once in a thousand sources.
    expect(chiSquare([...counts.values()])).toBeLessThan(49.7);
  });

  it('loses and doubles nothing in a shuffle', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = shuffle([...items], seedRandom(seed));
        expect(shuffled.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });
});
