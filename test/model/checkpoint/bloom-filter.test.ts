import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyOf, BloomFilter } from '../../../src/model/checkpoint/bloom-filter.js';
import { seedRandom } from '../../../src/shared/random-source.js';

const randomGrams = (seed: number, count: number): ReadonlySet<number> => {
  const random = seedRandom(seed);
  return new Set(
    Array.from(
      { length: count },
      () => Math.floor(random.next() * 2 ** 32) * 2 ** 20 + Math.floor(random.next() * 2 ** 20),
    ),
  );
};

const claimed = (filter: { has(gram: number): boolean }, grams: ReadonlySet<number>): number =>
  [...grams].filter((gram) => filter.has(gram)).length;

describe('a filter of grams', () => {
  it('claims all that it holds, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 52 - 1 }), { minLength: 1, maxLength: 300 }),
        (grams) => {
          expect(claimed(BloomFilter.of(new Set(grams)), new Set(grams))).toBe(grams.length);
        },
      ),
    );
  });

  it('claims less than one in a hundred of the others, at ten bits each', () => {
    for (const seed of [1, 3, 5]) {
      const filter = BloomFilter.of(randomGrams(seed, 40_000));
      expect(filter.bytes).toHaveLength(50_000);
      const share = claimed(filter, randomGrams(seed + 1, 100_000)) / 100_000;
      expect(share).toBeGreaterThan(0.006);
      expect(share).toBeLessThan(0.01);
    }
  });

  it('is the same set when it comes from a file, and with others', () => {
    const [one, two] = [randomGrams(1, 500), randomGrams(2, 500)];
    const both = anyOf([BloomFilter.of(one), new BloomFilter(BloomFilter.of(two).bytes.slice())]);
    expect(claimed(both, new Set([...one, ...two]))).toBe(1000);
  });

  it('holds nothing without bytes', () => {
    expect(new BloomFilter(new Uint8Array(0)).has(5)).toBe(false);
    expect(anyOf([]).has(5)).toBe(false);
  });
});
