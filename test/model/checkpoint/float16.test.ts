import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16Values, toFloat16 } from '../../../src/model/checkpoint/float16.js';

const widen = (bits: number): number => float16Values()[bits];

describe('float16', () => {
  it('gives every half-precision number back bit by bit', () => {
    const changed = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => {
      const value = widen(bits);
      return !Number.isNaN(value) && !Object.is(value, -0) && toFloat16(value) !== bits;
    });
    expect(changed).toEqual([]);
  });

  it.each([
    [0, 0],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [Infinity, 0x7c00],
  ])('writes %d as %i', (value, bits) => {
    expect(toFloat16(value)).toBe(bits);
  });

  it('keeps NaN a NaN', () => {
    expect(widen(toFloat16(NaN))).toBeNaN();
  });

  it('is never further off than half a step', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(-1000), max: 1000, noNaN: true }), (value) => {
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1e-30)) - 10));
        expect(Math.abs(widen(toFloat16(value)) - value)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });
});
