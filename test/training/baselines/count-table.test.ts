import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountTable } from '../../../src/training/baselines/count-table.js';

describe('a count table', () => {
  it('counts like a map, for small and for very large keys', () => {
    const key = fc.oneof(
      fc.nat(50),
      fc.maxSafeNat(),
      fc.nat(20).map((n) => n * 2 ** 32),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 3000, size: 'max' }), (keys) => {
        const table = new CountTable();
        const truth = new Map<number, number>();
        for (const k of keys) {
          expect(table.increment(k)).toBe(truth.get(k) ?? 0);
          truth.set(k, (truth.get(k) ?? 0) + 1);
        }
        for (const [k, count] of truth) expect(table.get(k)).toBe(count);
        expect(table.get(2 ** 52 + 1)).toBe(truth.get(2 ** 52 + 1) ?? 0);
      }),
      { numRuns: 20 },
    );
  });
});
