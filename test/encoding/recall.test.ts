import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../src/encoding/piano/encode-piece.js';
import { pianoColumn, pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { exactMatch, LONGEST_MATCH, shiftedMatch } from '../../src/encoding/recall/recall-match.js';
import {
  emptyMemory,
  remember,
  type RecallMemory,
  type RememberedNote,
} from '../../src/encoding/recall/recall-memory.js';
import { networkRows, rowView, toldRow } from '../../src/encoding/piano/network-row.js';
import { unplanned } from '../../src/encoding/plan/told-plan.js';
import { rememberRow } from '../../src/encoding/recall/recall-row.js';
import { recallColumn, recallingSchema } from '../../src/encoding/recall/recall-schema.js';
import { rowSteps } from '../../src/encoding/piano/row-timeline.js';
import { transposeSequence } from '../../src/encoding/piano/transposition.js';
import { randomPiece } from './random-pieces.js';

const WIDTH = recallingSchema.length;

/** Notes a quarter apart. */
const notesOf = (pitches: readonly number[]): RememberedNote[] =>
  pitches.map((pitch, i) => ({ step: 48 * i, pitch, duration: 3, velocity: 16 }));

const heard = (notes: readonly RememberedNote[]): RecallMemory => notes.reduce(remember, emptyMemory());

/** By the definition: how long the music before two places agrees. */
const slowAgreement = (notes: readonly RememberedNote[], end: number, there: number): number => {
  const shift = notes[end].pitch - notes[there].pitch;
  const gap = (at: number): number => notes[at + 1].step - notes[at].step;
  const agrees = (k: number): boolean =>
    there - k >= 0 && notes[end - k].pitch - notes[there - k].pitch === shift && gap(end - k) === gap(there - k);
  let length = 1;
  while (length < LONGEST_MATCH && agrees(length)) length++;
  return length;
};

/** Of all earlier places the longest agreement, of equal ones the latest. */
const slowMatch = (notes: readonly RememberedNote[], shifted: boolean) => {
  const end = notes.length - 1;
  let best: { readonly length: number; readonly there: number } | undefined;
  for (let there = end - 1; there >= 0; there--) {
    const shift = notes[end].pitch - notes[there].pitch;
    if ((shift !== 0) !== shifted || Math.abs(shift) > 24) continue;
    const length = slowAgreement(notes, end, there);
    if (length > (best?.length ?? (shifted ? 2 : 0))) best = { length, there };
  }
  return best && { length: best.length, next: notes[best.there + 1] };
};

describe('what music recalls', () => {
  it('is what came the last time, as long as it goes on like then', () => {
    const memory = heard(notesOf([60, 62, 64, 67, 72, 60, 62, 64]));

    expect(exactMatch(memory)).toMatchObject({ length: 3, next: { pitch: 67 }, gapSteps: 48, shift: 0 });
  });

  it('is the same passage in another place of the keyboard', () => {
    const memory = heard(notesOf([60, 62, 64, 65, 72, 67, 69, 71]));

    expect(shiftedMatch(memory)).toMatchObject({ length: 3, next: { pitch: 65 }, shift: 7 });
  });

  it('is not misled by another rhythm, but by no human unevenness either', () => {
    const straight = notesOf([60, 62, 64, 65, 67]);
    const again = (gaps: readonly number[]) => {
      let step = 1000;
      return [60, 62, 64].map((pitch, i) => ({ ...straight[0], pitch, step: (step += gaps[i]) }));
    };

    expect(exactMatch(heard([...straight, ...again([0, 46, 50])]))?.length).toBe(3);
    expect(exactMatch(heard([...straight, ...again([0, 24, 48])]))?.length).toBe(2);
  });

  it('is the longest match there is, of equal ones the latest', () => {
    const pitches = fc.array(fc.integer({ min: 60, max: 64 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(pitches, fc.boolean(), (chosen, shifted) => {
        const notes = notesOf(chosen);
        const found = (shifted ? shiftedMatch : exactMatch)(heard(notes));
        expect(found && { length: found.length, next: found.next }).toEqual(slowMatch(notes, shifted));
      }),
    );
  });
});

describe('the memory', () => {
  it('is a value: what goes on from an earlier one leaves the later ones alone', () => {
    const common = heard(notesOf([60, 62, 64, 60]));
    const goingOn = (pitches: readonly number[]): RecallMemory =>
      notesOf([0, 0, 0, 0, ...pitches])
        .slice(4)
        .reduce(remember, common);
    const one = goingOn([62, 71, 60, 62]);
    const other = goingOn([50, 51, 52, 50]);

    expect(exactMatch(one)?.next.pitch).toBe(71);
    expect(exactMatch(other)?.next.pitch).toBe(51);
    expect(exactMatch(common)?.next.pitch).toBe(62);
    expect([common.length, one.length, other.length]).toEqual([4, 8, 8]);
  });

  it('forgets the older half where it would grow beyond bounds', () => {
    let memory = emptyMemory();
    for (let i = 0; i < 33_000; i++)
      memory = remember(memory, { step: i, pitch: 40 + (i % 7), duration: 0, velocity: 0 });

    expect(memory.length).toBeLessThan(17_000);
    expect(exactMatch(memory)?.length).toBe(LONGEST_MATCH);
  });
});

describe('rows with what is recalled', () => {
  it('are the written rows, wider', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        const written = encodePiece(piece);
        const { length, ids } = networkRows(recallingSchema, written);
        for (let row = 0; row < length; row++) {
          expect(ids.slice(row * WIDTH, row * WIDTH + pianoSchema.length)).toEqual(
            written.ids.slice(row * pianoSchema.length, (row + 1) * pianoSchema.length),
          );
        }
        expect(networkRows(pianoSchema, written)).toBe(written);
      }),
    );
  });

  it('never tell of what comes later', () => {
    fc.assert(
      fc.property(randomPiece, fc.nat(), (piece, seed) => {
        const written = encodePiece(piece);
        const cut = 1 + (seed % written.length);
        const start = { length: cut, ids: written.ids.slice(0, cut * pianoSchema.length) };
        const whole = networkRows(recallingSchema, written);
        expect(networkRows(recallingSchema, start).ids).toEqual(whole.ids.slice(0, cut * WIDTH));
        const changed = { length: cut, ids: start.ids.slice() };
        changed.ids[(cut - 1) * pianoSchema.length + pianoColumn.what] ^= 1;
        const early = ['recallLength', 'recallWhat', 'recallWait', 'shiftWhat'] as const;
        for (const name of early) {
          const at = (cut - 1) * WIDTH + recallColumn[name];
          expect(networkRows(recallingSchema, changed).ids[at]).toBe(whole.ids[at]);
        }
      }),
    );
  });

  it('are the same when they are made one at a time, as in playing', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        const written = encodePiece(piece);
        const steps = rowSteps(written);
        const whole = networkRows(recallingSchema, written);
        let memory = emptyMemory();
        for (let row = 1; row < written.length; row++) {
          const ids = written.ids.slice(row * pianoSchema.length, (row + 1) * pianoSchema.length);
          const view = rowView(recallingSchema, memory, steps[row - 1], unplanned);
          expect(toldRow(view, ids, steps[row])).toEqual(whole.ids.slice(row * WIDTH, (row + 1) * WIDTH));
          memory = rememberRow(memory, ids, steps[row]);
        }
      }),
    );
  });

  it('recall in another key what they recalled, there', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        const written = encodePiece(piece);
        const notes = written.ids.filter((_, i) => i % pianoSchema.length === pianoColumn.what).slice(1);
        fc.pre(notes.every((what) => what < 108 || what >= 128));
        const here = networkRows(recallingSchema, written).ids;
        const there = networkRows(recallingSchema, transposeSequence(written, 1)).ids;
        for (let at = WIDTH; at < here.length; at += WIDTH) {
          const [what, moved] = [here, there].map((ids) => ids[at + recallColumn.recallWhat]);
          expect(moved).toBe(what < 128 ? what + 1 : what);
          expect(there[at + recallColumn.shiftLength]).toBe(here[at + recallColumn.shiftLength]);
        }
      }),
    );
  });
});
