import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sample, NotANumberError, type SamplingOptions } from '../../../src/model/sampling/sample.js';
import { seedRandom } from '../../../src/shared/random-source.js';

const plain: SamplingOptions = { temperature: 1, topP: 1, topK: Infinity };
const logits = (...probabilities: number[]) => Float32Array.from(probabilities, Math.log);

const shares = (options: SamplingOptions, from: Float32Array, count = 20_000): number[] => {
  const random = seedRandom(7);
  const seen = Array<number>(from.length).fill(0);
  for (let i = 0; i < count; i++) seen[sample(from, options, random)] += 1 / count;
  return seen;
};

describe('draw', () => {
  it('draws each id as often as its probability says', () => {
    shares(plain, logits(0.5, 0.3, 0.2)).forEach((share, i) => {
      expect(share).toBeCloseTo([0.5, 0.3, 0.2][i], 1);
    });
  });

  it('squares the odds at temperature one half', () => {
    const [a, b] = shares({ ...plain, temperature: 0.5 }, logits(0.75, 0.25));
    expect(a / b).toBeGreaterThan(7.5);
    expect(a / b).toBeLessThan(10.5);
  });

  it('always takes the likeliest at temperature 0, the first of equals', () => {
    expect(sample(logits(0.2, 0.4, 0.4), { ...plain, temperature: 0 }, seedRandom(1))).toBe(1);
  });

  it('keeps the fewest ids that reach top-p', () => {
    expect(shares({ ...plain, topP: 0.7 }, logits(0.5, 0.3, 0.2))[2]).toBe(0);
    expect(shares({ ...plain, topP: 0.5 }, logits(0.5, 0.3, 0.2))).toEqual([expect.closeTo(1), 0, 0]);
  });

  it('never draws what is not allowed, however likely', () => {
    const random = seedRandom(3);
    const law = fc.property(
      fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 9 }),
      fc.float({ min: 0, max: 5, noNaN: true }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      fc.nat(8),
      (values, temperature, topP, forbidden) => {
        const id = sample(Float32Array.from(values), { temperature, topP, topK: 5 }, random, (i) => i !== forbidden);
        expect(id).not.toBe(forbidden);
        expect(id).toBeGreaterThanOrEqual(0);
        expect(id).toBeLessThan(values.length);
      },
    );
    fc.assert(law);
  });

  it('refuses numbers that are none, and a mask that allows nothing', () => {
    expect(() => sample(Float32Array.of(0, NaN), plain, seedRandom(1))).toThrow(NotANumberError);
    expect(() => sample(Float32Array.of(0, 1), plain, seedRandom(1), () => false)).toThrow(RangeError);
  });
});
