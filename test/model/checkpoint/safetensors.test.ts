import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSafeTensors, encodeSafeTensors, type StoredTensor } from '../../../src/model/checkpoint/safetensors.js';

const tensor = (name: string, ...values: number[]): StoredTensor => ({
  name,
  shape: [values.length],
  type: 'F32',
  values: Float32Array.from(values),
});

const sample = () => encodeSafeTensors({ metadata: { a: 'b' }, tensors: [tensor('w', 1, -2.5), tensor('v', 3)] });

describe('safetensors', () => {
  it('writes the published layout: length, JSON header padded to 8 bytes, then the numbers', () => {
    const bytes = sample();
    const view = new DataView(bytes.buffer);
    const headerLength = Number(view.getBigUint64(0, true));
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect(headerLength % 8).toBe(0);
    expect(header).toEqual({
      __metadata__: { a: 'b' },
      w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
      v: { dtype: 'F32', shape: [1], data_offsets: [8, 12] },
    });
    expect(view.getFloat32(8 + headerLength + 4, true)).toBe(-2.5);
    expect(bytes.length).toBe(8 + headerLength + 12);
  });

  it('gives back what was stored', () => {
    const values = fc.float32Array({ noNaN: true, maxLength: 20 });
    const named = fc.dictionary(
      fc.string({ minLength: 1 }).filter((s) => s !== '__metadata__' && s !== '__proto__'),
      values,
    );
    fc.assert(
      fc.property(named, (tensors) => {
        const stored = Object.entries(tensors).map(([name, v]) => tensor(name, ...v));
        const read = decodeSafeTensors(encodeSafeTensors({ metadata: {}, tensors: stored })).tensors;
        const byName = new Map(read.map((t) => [t.name, t]));
        for (const t of stored) expect(byName.get(t.name)).toEqual(t);
        expect(read).toHaveLength(stored.length);
      }),
    );
  });

  it('refuses every shortened file', () => {
    const bytes = sample();
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafeTensors(bytes.subarray(0, length))).toThrow(RangeError);
    }
  });

  it('never throws anything but a RangeError on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeSafeTensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
