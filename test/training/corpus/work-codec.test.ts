import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPiece, unpackPiece } from '../../../src/training/corpus/work-codec.js';

const id = fc.integer({ min: 0, max: 1000 });
const pieces = fc.record({
  title: fc.string({ unit: 'grapheme' }),
  noteCount: fc.nat(),
  baseBpm: fc.double({ min: 1, max: 400, noNaN: true }),
  sequence: fc.array(fc.tuple(id, id, id)).map((rows) => ({ length: rows.length, ids: Int32Array.from(rows.flat()) })),
  fingerprint: fc.uint32Array(),
});

describe('an encoded piece as bytes', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(pieces, (piece) => {
        expect(unpackPiece(packPiece(piece))).toEqual(piece);
      }),
    );
  });

  it('is refused when a byte was changed or the end is missing', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), fc.integer({ min: 1, max: 255 }), (piece, place, change) => {
        const bytes = packPiece(piece);
        expect(unpackPiece(bytes.slice(0, place % bytes.length))).toBeUndefined();
        bytes[place % bytes.length] ^= change;
        expect(unpackPiece(bytes)).toBeUndefined();
      }),
    );
  });
});
