import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { networkRows, rowView, toldRow } from '../../../src/encoding/piano/network-row.js';
import { pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import type { MusicPlan } from '../../../src/encoding/plan/music-plan.js';
import { planOfRows } from '../../../src/encoding/plan/plan-of-rows.js';
import { planColumn as c, planningSchema } from '../../../src/encoding/plan/plan-schema.js';
import { allParts, unplanned, type Told } from '../../../src/encoding/plan/told-plan.js';
import { emptyMemory, remember, type RecallMemory } from '../../../src/encoding/recall/recall-memory.js';
import { rememberRow } from '../../../src/encoding/recall/recall-row.js';
import { rowSteps } from '../../../src/encoding/piano/row-timeline.js';
import { waitIdOf } from '../../../src/encoding/vocabulary/wait.js';
import { randomPiece } from '../random-pieces.js';
import { madeBar } from './made-plan.js';

const WIDTH = planningSchema.length;
const absent = (column: number): number => planningSchema[column].size;
const C_MAJOR = 0;
const G_SEVEN = 7 * 9 + 4;

/** Four bars of C, then G7 and C; the second bar takes up the first, a fifth higher. */
const plan: MusicPlan = {
  bars: [
    madeBar(0),
    madeBar(1, { kind: 'shifted', reference: 0, shift: 7 }),
    madeBar(2),
    madeBar(3, { cadence: 'final' }),
  ],
  slots: [C_MAJOR, C_MAJOR, G_SEVEN, C_MAJOR].map((chord, i) => ({
    step: 192 * i,
    steps: 192,
    chord,
    bass: chord === C_MAJOR ? 0 : 11,
    tonic: 0,
    mode: 'major' as const,
    top: 72,
    low: 48,
  })),
  tonic: 0,
  mode: 'major',
};
const told: Told = { plan, lastBar: 3, parts: allParts, recall: 'never' };

/** Notes as they were struck: step, pitch, and length and loudness ids of their own. */
const heard = (notes: readonly (readonly [number, number, number?])[]): RecallMemory =>
  notes.reduce<RecallMemory>(
    (memory, [step, pitch, duration = 20]) => remember(memory, { step, pitch, duration, velocity: 10 }),
    emptyMemory(),
  );

/** The network's row of an event at `step` of a pitch, behind what was heard. */
const rowOf = (memory: RecallMemory, fromStep: number, step: number, what: number, about: Told = told): Int32Array => {
  const written = Int32Array.from(pianoSchema, ({ size }) => size);
  written[pianoColumn.wait] = step === fromStep ? 0 : waitIdOf(step - fromStep);
  written[pianoColumn.what] = what;
  return toldRow(rowView(planningSchema, memory, fromStep, about), written, step);
};

describe('what a network is told of a plan', () => {
  it('is the chord of the slot, the next one and how far it is', () => {
    const row = rowOf(heard([[192, 67]]), 192, 336, 60);

    expect([c.chordTone0, c.chordTone1, c.chordTone2].map((column) => row[column])).toEqual([0, 4, 7]);
    expect(row[c.chordTone3]).toBe(absent(c.chordTone3));
    expect([c.nextTone0, c.nextTone1, c.nextTone2, c.nextBass].map((column) => row[column])).toEqual([7, 11, 2, 11]);
    expect(row[c.chordUntil]).toBe(1);
    expect([row[c.keyTonic], row[c.keyMode]]).toEqual([0, 0]);
  });

  it('is what the bar taken up has next: when, which key, how long', () => {
    const first = heard([
      [0, 60, 30],
      [48, 64, 31],
      [48, 67, 32],
      [96, 72, 33],
      [192, 67, 30],
    ]);
    const row = rowOf(first, 192, 240, 71);

    expect(row[c.planWait]).toBe(waitIdOf(48));
    expect(row[c.planWhat]).toBe(71);
    expect(row[c.planDuration]).toBe(31);
  });

  it('goes up through a chord of the bar taken up, note by note', () => {
    const begun = heard([
      [0, 60],
      [48, 64],
      [48, 67],
      [96, 72],
      [192, 67],
      [240, 71],
    ]);
    const row = rowOf(begun, 240, 240, 74);

    expect(row[c.planWait]).toBe(0);
    expect(row[c.planWhat]).toBe(74);
  });

  it('points across the bar line where the bar in hand has no more', () => {
    const row = rowOf(heard([[96, 60]]), 96, 192, 67, {
      ...told,
      plan: { ...plan, bars: [madeBar(0, { kind: 'exact', reference: 0 }), ...plan.bars.slice(1)] },
    });

    expect(row[c.planWait]).toBe(waitIdOf(192));
  });

  it('says whether the highest and lowest of the slot have been struck', () => {
    expect(rowOf(heard([[0, 48]]), 0, 48, 72)[c.planReached]).toBe(2);
    expect(
      rowOf(
        heard([
          [0, 48],
          [48, 72],
        ]),
        48,
        96,
        60,
      )[c.planReached],
    ).toBe(3);
  });

  it('counts bars to the end, and leaves that out where nobody knows it', () => {
    expect(rowOf(emptyMemory(), 0, 0, 60)[c.barsLeft]).toBe(3);
    expect(rowOf(emptyMemory(), 0, 0, 60, { ...told, lastBar: -1 })[c.barsLeft]).toBe(absent(c.barsLeft));
  });

  it('is nothing of a part that is not told', () => {
    const parts = { ...allParts, harmony: false, contour: false };
    const row = rowOf(heard([[0, 60]]), 0, 48, 64, { ...told, parts });

    for (const column of [c.chordTone0, c.nextTone0, c.keyTonic, c.planTop]) expect(row[column]).toBe(absent(column));
    expect(row[c.planDensity]).toBe(2);
  });
});

describe('what a network is told of what sounds', () => {
  it('is the pitch classes, the lowest and highest key, and the latest ones', () => {
    const row = rowOf(
      heard([
        [0, 48],
        [0, 64],
        [24, 67, 2],
      ]),
      24,
      48,
      72,
      unplanned,
    );

    // id 20 lasts 21 steps: both have ended by step 48, and the short one too
    expect([c.sounding0, c.sounding1, c.sounding2, c.sounding3].map((column) => row[column])).toEqual([0, 0, 0, 0]);
    expect([row[c.soundingLowest], row[c.soundingHighest]]).toEqual([128, 128]);
    expect([row[c.lastPitch], row[c.beatHighest], row[c.beatLowest]]).toEqual([67, 67, 48]);
  });

  it('is what is still held', () => {
    const row = rowOf(
      heard([
        [0, 48, 47],
        [0, 64, 47],
        [24, 67, 2],
      ]),
      24,
      36,
      72,
      unplanned,
    );

    expect([c.sounding0, c.sounding1, c.sounding2, c.sounding3].map((column) => row[column])).toEqual([
      0b001, 0b010, 0, 0,
    ]);
    expect([row[c.soundingLowest], row[c.soundingHighest]]).toEqual([48, 64]);
  });

  it('forgets what has ended and keeps what was struck at this very step', () => {
    const short = rowOf(heard([[0, 61, 0]]), 0, 48, 60, unplanned);
    expect([c.sounding0, c.sounding1, c.sounding2, c.sounding3].map((column) => short[column])).toEqual([0, 0, 0, 0]);
    const together = rowOf(heard([[48, 61, 0]]), 48, 48, 65, unplanned);
    expect(together[c.sounding0]).toBe(0b010);
  });
});

describe('rows with a plan', () => {
  const planned = fc.record({ piece: randomPiece, recall: fc.constantFrom('always', 'briefly', 'planned', 'never') });

  it('are the same made one at a time, as in playing, and all at once, as in learning', () => {
    fc.assert(
      fc.property(planned, ({ piece, recall }) => {
        const written = encodePiece(piece);
        const plan = planOfRows(written);
        const all: Told = { plan, lastBar: plan.bars.length - 1, parts: allParts, recall };
        const steps = rowSteps(written);
        const whole = networkRows(planningSchema, written, all);
        let memory = emptyMemory();
        for (let row = 1; row < written.length; row++) {
          const ids = written.ids.slice(row * pianoSchema.length, (row + 1) * pianoSchema.length);
          const made = toldRow(rowView(planningSchema, memory, steps[row - 1], all), ids, steps[row]);
          expect(made).toEqual(whole.ids.slice(row * WIDTH, (row + 1) * WIDTH));
          memory = rememberRow(memory, ids, steps[row]);
        }
      }),
    );
  });

  it('hold ids of their fields only', () => {
    fc.assert(
      fc.property(planned, ({ piece, recall }) => {
        const written = encodePiece(piece);
        const plan = planOfRows(written);
        const { ids } = networkRows(planningSchema, written, { plan, lastBar: 0, parts: allParts, recall });
        ids.forEach((id, at) => {
          if (id < 0 || id > planningSchema[at % WIDTH].size)
            throw new Error(`${planningSchema[at % WIDTH].name} is ${id}`);
        });
      }),
    );
  });
});
