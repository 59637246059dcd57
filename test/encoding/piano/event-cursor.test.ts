import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meterSpan } from '../../../src/encoding/shared/meter-span.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import {
  advance,
  givenAfterWait,
  startCursor,
  startRow,
  type EventCursor,
} from '../../../src/encoding/piano/event-cursor.js';
import { absentIn, fieldApplies, pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { resumeCursor } from '../../../src/encoding/piano/resume-cursor.js';
import { idAt } from '../../../src/encoding/piano/row-timeline.js';
import { rowsOf } from '../../../src/encoding/shared/sequence-rows.js';
import { waitIdOf } from '../../../src/encoding/vocabulary/wait.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { pieceOf, randomPiece } from '../random-pieces.js';

const firstRows = (sequence: EventSequence, length: number): EventSequence => ({
  length,
  ids: sequence.ids.slice(0, length * pianoSchema.length),
});

const givenIn = (sequence: EventSequence, row: number) => ({
  beatPhase: idAt(sequence, row, 'beatPhase'),
  beatInBar: idAt(sequence, row, 'beatInBar'),
  metre: idAt(sequence, row, 'metre'),
  composer: idAt(sequence, row, 'composer'),
  source: idAt(sequence, row, 'source'),
});

describe('the cursor', () => {
  it('counts 3/4 in quarters and starts again at the bar line', () => {
    let cursor: EventCursor = startCursor([meterSpan(0, { numerator: 3, denominator: 4 })], { composer: 5, source: 0 });
    const eighth = waitIdOf(24);
    const places = Array.from({ length: 7 }, () => {
      const { beatInBar, beatPhase } = givenAfterWait(cursor, eighth);
      cursor = advance(cursor, eighth);
      return [beatInBar, beatPhase];
    });
    expect(places).toEqual([
      [0, 24],
      [1, 0],
      [1, 24],
      [2, 0],
      [2, 24],
      [0, 0],
      [0, 24],
    ]);
  });

  it('knows the composer and the source in every row, the start row included', () => {
    const cursor = startCursor([meterSpan(0, { numerator: 4, denominator: 4 })], { composer: 5, source: 6 });
    expect(startRow(cursor)[pianoColumn.composer]).toBe(5);
    expect(givenAfterWait(cursor, 3)).toMatchObject({ composer: 5, source: 6 });
  });

  it('leaves the beat in the bar absent in a metre outside the table', () => {
    const cursor = startCursor([meterSpan(0, { numerator: 17, denominator: 16 })]);
    expect(givenAfterWait(cursor, 48)).toMatchObject({
      beatPhase: 0,
      beatInBar: absentIn('beatInBar'),
      metre: absentIn('metre'),
    });
  });

  it('resumed after any row gives what encoding gave for the next', () => {
    fc.assert(
      fc.property(randomPiece, fc.nat(), (piece, seed) => {
        const whole = encodePiece(piece, { composerSlot: 9 });
        const row = 1 + (seed % (whole.length - 1));
        fc.pre(row < whole.length);
        const cursor = resumeCursor(firstRows(whole, row));
        expect(givenAfterWait(cursor, idAt(whole, row, 'wait'))).toEqual(givenIn(whole, row));
      }),
    );
  });

  it('resumes in the middle of a bar of a metre that came later', () => {
    const meters = [
      { tick: 0, numerator: 4, denominator: 4 },
      { tick: 1920, numerator: 3, denominator: 8 },
    ];
    const whole = encodePiece(
      pieceOf(
        [0, 1920, 2160, 2400, 2640, 2880].map((tick) => ({ tick })),
        { meters },
      ),
    );
    const cursor = resumeCursor(firstRows(whole, 5));
    expect(givenAfterWait(cursor, idAt(whole, 5, 'wait'))).toEqual(givenIn(whole, 5));
  });
});

describe('the rows of a piece', () => {
  it('never change for what comes later, but for what is said of the piece as a whole', () => {
    fc.assert(
      fc.property(randomPiece, fc.integer({ min: 21, max: 108 }), (piece, pitch) => {
        const tick = 20_480;
        const later = { tick, pitch, durationTicks: 480, velocity: 64, channel: 0 };
        const longer = {
          ...piece,
          tempos: [{ tick: 0, bpm: 120 }],
          tracks: [...piece.tracks, { name: '', program: 0, notes: [later], pedals: [] }],
        };
        const before = rowsOf(encodePiece({ ...piece, tempos: [{ tick: 0, bpm: 120 }] }), pianoSchema);
        const after = rowsOf(encodePiece(longer), pianoSchema).slice(0, before.length);
        const withoutSource = (row: readonly number[]) => row.filter((_, column) => column !== pianoColumn.source);
        fc.pre(before.length > 1);
        expect(after.map(withoutSource)).toEqual(before.map(withoutSource));
      }),
    );
  });

  it('hold an id or the absent id in every field, absent exactly where the field does not apply', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        const sequence = encodePiece(piece);
        for (let row = 1; row < sequence.length; row++) {
          const soFar = { wait: idAt(sequence, row, 'wait'), what: idAt(sequence, row, 'what') };
          for (const { name, role, size } of pianoSchema) {
            const id = idAt(sequence, row, name);
            expect(id).toBeGreaterThanOrEqual(0);
            expect(id).toBeLessThanOrEqual(size);
            if (role === 'predicted') expect(id === size).toBe(!fieldApplies(name, soFar));
          }
        }
      }),
    );
  });
});
