import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvents } from '../../../src/encoding/piano/decode-events.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { excerpts } from '../../../src/encoding/shared/excerpts.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { idAt } from '../../../src/encoding/piano/row-timeline.js';
import { rowsOf, sequenceOfRows } from '../../../src/encoding/shared/sequence-rows.js';
import { pieceOf, randomPiece } from '../random-pieces.js';

const metronomic = { bpm: 120, expression: 0 };
const scale = Array.from({ length: 24 }, (_, beat) => ({ tick: beat * 480, pitch: 60 + beat }));

describe('excerpts', () => {
  it('are passages of whole bars, each beginning on a bar line', () => {
    const meters = [{ tick: 0, numerator: 3, denominator: 4 }];
    const found = excerpts(encodePiece(pieceOf(scale, { meters })), { bars: 2, minimumNotes: 1 });
    expect(
      found.map((one) => decodeEvents(one, metronomic).tracks[0].notes.map(({ tick, pitch }) => [tick, pitch])),
    ).toEqual([
      [
        [0, 60],
        [480, 61],
        [960, 62],
        [1440, 63],
        [1920, 64],
        [2400, 65],
      ],
      [
        [0, 66],
        [480, 67],
        [960, 68],
        [1440, 69],
        [1920, 70],
        [2400, 71],
      ],
      [
        [0, 72],
        [480, 73],
        [960, 74],
        [1440, 75],
        [1920, 76],
        [2400, 77],
      ],
    ]);
    for (const one of found) expect([idAt(one, 0, 'beatInBar'), idAt(one, 0, 'beatPhase')]).toEqual([0, 0]);
  });

  it('wait from the bar line for an upbeat', () => {
    const upbeat = scale.map(({ tick, pitch }) => ({ tick: tick + 1440, pitch }));
    const [first] = excerpts(encodePiece(pieceOf(upbeat)), { bars: 1, minimumNotes: 1 });
    expect(decodeEvents(first, metronomic).tracks[0].notes).toMatchObject([{ tick: 1440, pitch: 60 }]);
    expect(idAt(first, 1, 'beatInBar')).toBe(3);
  });

  it('press the pedal that was held before them', () => {
    const pedals = [0, 127, 0].map((value, i) => ({ tick: i * 3840 - (i === 1 ? 2400 : 0), channel: 0, value }));
    const [, second] = excerpts(encodePiece(pieceOf(scale, { pedals })), { bars: 1, minimumNotes: 1 });
    expect(decodeEvents(second, metronomic).tracks[0].pedals).toEqual([{ tick: 0, channel: 0, value: 127 }]);
  });

  it('leave out what is too thin', () => {
    expect(excerpts(encodePiece(pieceOf(scale)), { bars: 1, minimumNotes: 5 })).toEqual([]);
  });

  it('hold ids of the schema and survive JSON', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        for (const one of excerpts(encodePiece(piece), { bars: 1, minimumNotes: 1 })) {
          const stored = JSON.parse(JSON.stringify(rowsOf(one, pianoSchema))) as number[][];
          expect(sequenceOfRows(stored, pianoSchema)).toEqual(one);
        }
      }),
    );
  });
});

describe('rows from a file', () => {
  it('are refused when they are not of the schema', () => {
    const [row] = rowsOf(encodePiece(pieceOf([])), pianoSchema);
    expect(sequenceOfRows([row], pianoSchema)).toBeDefined();
    expect(sequenceOfRows([], pianoSchema)).toBeUndefined();
    expect(sequenceOfRows([row.slice(1)], pianoSchema)).toBeUndefined();
    expect(sequenceOfRows([row.with(0, 3)], pianoSchema)).toBeUndefined();
    expect(sequenceOfRows([row.with(1, 0.5)], pianoSchema)).toBeUndefined();
  });
});
