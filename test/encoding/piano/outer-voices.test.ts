import { describe, expect, it } from 'vitest';
import { writeNearbyNote, writeOuterVoices } from '../../../src/encoding/piano/outer-voices.js';
import { pianoColumn } from '../../../src/encoding/piano/piano-schema.js';
import { planColumn as c, planningSchema } from '../../../src/encoding/plan/plan-schema.js';
import { emptyMemory, remember, type RecallMemory } from '../../../src/encoding/recall/recall-memory.js';
import { durationIdOf } from '../../../src/encoding/vocabulary/duration.js';
import { tickOfStep } from '../../../src/encoding/shared/grid.js';

const BEAT = 48;

/** Notes: beat, pitch, length in beats, velocity id. */
const played = (...notes: readonly (readonly [number, number, number, number?])[]): RecallMemory =>
  notes.reduce<RecallMemory>(
    (memory, [beat, pitch, beats, velocity = 10]) =>
      remember(memory, { step: beat * BEAT, pitch, duration: durationIdOf(tickOfStep(beats * BEAT)), velocity }),
    emptyMemory(),
  );

const rowAt = (memory: RecallMemory, beat: number, what = 0): Int32Array => {
  const ids = Int32Array.from(planningSchema, ({ size }) => size);
  ids[pianoColumn.what] = what;
  writeOuterVoices(ids, memory, beat * BEAT);
  writeNearbyNote(ids, memory);
  return ids;
};

const melody = (ids: Int32Array): number[] => [c.melodyPitch, c.melodyMotion, c.melodyRun].map((column) => ids[column]);
const bass = (ids: Int32Array): number[] => [c.bassPitch, c.bassMotion, c.bassRun].map((column) => ids[column]);
const [STEP_DOWN, REPEATED, STEP_UP, FAR_UP] = [3, 4, 5, 8];

describe('the outer voices', () => {
  it('are a melody that steps up over a held bass and an accompaniment below it', () => {
    const music = played(
      [0, 48, 4],
      [0, 72, 1],
      [0.5, 64, 0.5],
      [1, 74, 1],
      [1.5, 64, 0.5],
      [2, 76, 1],
      [2.5, 64, 0.5],
    );

    expect(melody(rowAt(music, 1.5))).toEqual([74, STEP_UP, 1]);
    expect(melody(rowAt(music, 3))).toEqual([76, STEP_UP, 2]);
    expect(bass(rowAt(music, 3))).toEqual([48, 9, 0]);
  });

  it('do not include a note below one that still sounds', () => {
    const music = played([0, 76, 4], [1, 60, 1], [2, 62, 1]);

    expect(melody(rowAt(music, 3))).toEqual([76, 9, 0]);
    expect(bass(rowAt(music, 3))).toEqual([62, STEP_UP, 1]);
  });

  it('count how many motions in a row were alike', () => {
    const repeats = played(...[0, 1, 2, 3, 4, 5, 6].map((beat): [number, number, number] => [beat, 67, 1]));
    const turning = played([0, 60, 1], [1, 62, 1], [2, 64, 1], [3, 62, 1]);

    expect(melody(rowAt(repeats, 7))).toEqual([67, REPEATED, 4]);
    expect(melody(rowAt(turning, 4))).toEqual([62, STEP_DOWN, 1]);
    expect(melody(rowAt(turning, 3))).toEqual([64, STEP_UP, 2]);
  });

  it('are absent before there is music, and leave out what is struck now', () => {
    expect(melody(rowAt(played(), 0))).toEqual([128, 9, 0]);
    expect(melody(rowAt(played([0, 60, 1], [1, 72, 1]), 1))).toEqual([60, 9, 0]);
    expect(melody(rowAt(played([0, 60, 1], [1, 72, 1]), 2))).toEqual([72, FAR_UP, 1]);
  });
});

describe('the nearby note', () => {
  it('is the nearest in pitch, of several the latest', () => {
    const music = played([0, 72, 2, 20], [1, 48, 1, 5], [2, 71, 1, 21], [3, 48, 1, 6]);

    expect(rowAt(music, 4, 74)[c.nearVelocity]).toBe(20);
    expect(rowAt(music, 4, 50)[c.nearVelocity]).toBe(6);
    expect(rowAt(music, 4, 70)[c.nearDuration]).toBe(durationIdOf(tickOfStep(BEAT)));
    expect(rowAt(played(), 0, 60)[c.nearVelocity]).toBe(planningSchema[c.nearVelocity].size);
  });
});
