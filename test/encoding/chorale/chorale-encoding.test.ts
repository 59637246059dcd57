import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceChorale,
  choraleRow,
  choraleRowToDraw,
  choraleStartRow,
  startChorale,
} from '../../../src/encoding/chorale/chorale-cursor.js';
import { decodeChorale, encodeChorale } from '../../../src/encoding/chorale/chorale-encoding.js';
import {
  choralePitchIdOf,
  HIGHEST_CHORALE_PITCH,
  LOWEST_CHORALE_PITCH,
} from '../../../src/encoding/chorale/chorale-pitch.js';
import { choraleSchema } from '../../../src/encoding/chorale/chorale-schema.js';
import { choraleTranspositionRange, transposeChorale } from '../../../src/encoding/chorale/chorale-transposition.js';
import { SILENCE, type Chorale } from '../../../src/encoding/chorale/chorale.js';
import { rowsOf } from '../../../src/encoding/shared/sequence-rows.js';

const pitch = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: LOWEST_CHORALE_PITCH, max: HIGHEST_CHORALE_PITCH }) },
  { weight: 1, arbitrary: fc.constant(SILENCE) },
);
const step = fc.tuple(pitch, pitch, pitch, pitch);
/** Some steps repeat the one before, as in real chorales. */
const randomChorale: fc.Arbitrary<Chorale> = fc
  .array(fc.tuple(step, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 8 })
  .map((held) => held.flatMap(([pitches, steps]) => Array.from({ length: steps }, () => pitches)));

const tonic = [72, 67, 64, 48];
const dominant = [71, 67, 62, 43];

const named = (row: readonly number[]): Record<string, number> =>
  Object.fromEntries(choraleSchema.map(({ name }, column) => [name, row[column]]));

describe('a chorale as tokens', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(randomChorale, (chorale) => {
        expect(decodeChorale(encodeChorale(chorale))).toEqual(chorale);
      }),
    );
  });

  it('has one row a token, S A T B in every sixteenth, after the start row', () => {
    const rows = rowsOf(encodeChorale([tonic, dominant]), choraleSchema);
    expect(rows.slice(1).map((row) => row[0])).toEqual([...tonic, ...dominant].map(choralePitchIdOf));
    expect(rows.map((row) => named(row).nextVoice)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0]);
  });

  it('tells of the next token in one worked example', () => {
    const rows = rowsOf(encodeChorale([tonic, tonic, dominant]), choraleSchema);
    const bassOfDominant = named(rows[11]);
    expect(bassOfDominant).toEqual({
      pitch: choralePitchIdOf(62),
      nextVoice: 3,
      nextPhase: 2,
      nextPhaseInThree: 2,
      nextHeld: 2,
      nextPrevious: choralePitchIdOf(48),
      nextLeap: 25,
      sounding0: choralePitchIdOf(71),
      sounding1: choralePitchIdOf(67),
      sounding2: choralePitchIdOf(62),
      sounding3: choralePitchIdOf(48),
      distance0: 24 + 23,
      distance1: 24 + 19,
      distance2: 24 + 14,
      distance3: 49,
      moved: 0b0101,
      recallLength: 0,
      recallPitch: 53,
      shiftLength: 0,
      shiftPitch: 53,
    });
    expect(named(rows[12])).toMatchObject({
      nextVoice: 0,
      nextHeld: 1,
      nextLeap: 12 - 1,
      nextPrevious: choralePitchIdOf(71),
    });
  });

  it('tells of a token itself what the chorale recalls, before it is drawn', () => {
    const rows = rowsOf(encodeChorale([tonic, dominant, tonic, dominant]), choraleSchema);
    expect(rows.slice(13).map((row) => named(row).recallPitch)).toEqual(dominant.map(choralePitchIdOf));
  });

  it('never changes a row for a later token', () => {
    fc.assert(
      fc.property(randomChorale, fc.nat(), step, (chorale, seed, other) => {
        const at = seed % chorale.length;
        const before = rowsOf(encodeChorale(chorale), choraleSchema);
        const after = rowsOf(encodeChorale(chorale.with(at, other)), choraleSchema);
        expect(after.slice(0, at * 4 + 1)).toEqual(before.slice(0, at * 4 + 1));
      }),
    );
  });

  it('has ids within the schema everywhere', () => {
    fc.assert(
      fc.property(randomChorale, (chorale) => {
        for (const row of rowsOf(encodeChorale(chorale), choraleSchema)) {
          expect(row).toHaveLength(choraleSchema.length);
          expect(row.every((id, column) => id >= 0 && id <= choraleSchema[column].size)).toBe(true);
        }
      }),
    );
  });

  it('can be generated row by row with the cursor', () => {
    const chorale = [tonic, dominant, tonic];
    let cursor = startChorale;
    const rows = [choraleStartRow()];
    const known: number[][] = [];
    for (const id of chorale.flat().map(choralePitchIdOf)) {
      const next = advanceChorale(cursor, id);
      rows.push(choraleRow(cursor, id, next));
      known.push(choraleRowToDraw(cursor));
      cursor = next;
    }
    expect(rows).toEqual(rowsOf(encodeChorale(chorale), choraleSchema));
    const early = choraleSchema.findIndex(({ name }) => name === 'recallLength');
    expect(known.map((row) => row.slice(early))).toEqual(rows.slice(1).map((row) => row.slice(early)));
    expect(known.every((row) => row[0] === choraleSchema[0].size)).toBe(true);
  });
});

describe('transposing a chorale', () => {
  const moved = (chorale: Chorale, semitones: number): Chorale =>
    chorale.map((pitches) => pitches.map((each) => (each === SILENCE ? SILENCE : each + semitones)));

  it('commutes with encoding', () => {
    fc.assert(
      fc.property(randomChorale, fc.nat(), (chorale, seed) => {
        const sequence = encodeChorale(chorale);
        const { down, up } = choraleTranspositionRange(sequence);
        const semitones = down + (seed % (up - down + 1));
        expect(transposeChorale(sequence, semitones)).toEqual(encodeChorale(moved(chorale, semitones)));
      }),
    );
  });

  it('stays within the pitches that have ids', () => {
    const sequence = encodeChorale([[81, 67, 64, 36]]);
    expect(choraleTranspositionRange(sequence)).toEqual({ down: -3, up: 3 });
    expect(() => transposeChorale(sequence, 4)).toThrow('may move by -3 to 3 semitones');
    expect(choraleTranspositionRange(encodeChorale([[-1, -1, -1, -1]]))).toEqual({ down: 0, up: 0 });
  });
});
