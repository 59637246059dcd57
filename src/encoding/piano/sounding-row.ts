import { DURATION_COUNT, durationTicks } from '../vocabulary/duration.js';
import { STEPS_PER_BEAT, STEP_TICKS } from '../shared/grid.js';
import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';
import { PITCHES, planColumn as c } from '../plan/plan-schema.js';

/** How many notes back may still sound. */
const NOTES_BACK = 64;
const CLASSES_A_COLUMN = 3;
const GROUPS = [c.sounding0, c.sounding1, c.sounding2, c.sounding3] as const;

/** Where a note ends; a note still held, whose length is unknown, sounds for at least a beat. */
export const endOf = ({ step, duration }: RememberedNote): number =>
  step + (duration < DURATION_COUNT ? durationTicks(duration) / STEP_TICKS : STEPS_PER_BEAT);

/** Whether a pitch class, 0–11, sounds, according to a row. */
export const soundsIn = (ids: Int32Array, pitchClass: number): boolean =>
  ((ids[GROUPS[Math.floor(pitchClass / CLASSES_A_COLUMN)]] >> (pitchClass % CLASSES_A_COLUMN)) & 1) === 1;

/** Whether nothing sounds, according to a row. */
export const isSilent = (ids: Int32Array): boolean => GROUPS.every((column) => ids[column] === 0);

/** Writes which keys sound at `step`, including those struck just before. */
const writeSounding = (ids: Int32Array, at: number, { log: { notes }, length }: RecallMemory, step: number): void => {
  let lowest = PITCHES;
  let highest = -1;
  for (const column of GROUPS) ids[at + column] = 0;
  for (let i = length - 1; i >= Math.max(0, length - NOTES_BACK); i--) {
    const { step: from, pitch } = notes[i];
    if (from < step && endOf(notes[i]) <= step) continue;
    const pitchClass = pitch % 12;
    ids[at + GROUPS[Math.floor(pitchClass / CLASSES_A_COLUMN)]] |= 1 << (pitchClass % CLASSES_A_COLUMN);
    lowest = Math.min(lowest, pitch);
    highest = Math.max(highest, pitch);
  }
  ids[at + c.soundingLowest] = lowest;
  ids[at + c.soundingHighest] = highest < 0 ? PITCHES : highest;
};

/** Writes the latest pitch, and the highest and lowest struck within the beat before `step`. */
const writeLatest = (ids: Int32Array, at: number, { log: { notes }, length }: RecallMemory, step: number): void => {
  let lowest = PITCHES;
  let highest = -1;
  for (let i = length - 1; i >= 0 && notes[i].step >= step - STEPS_PER_BEAT; i--) {
    if (notes[i].step >= step) continue;
    lowest = Math.min(lowest, notes[i].pitch);
    highest = Math.max(highest, notes[i].pitch);
  }
  ids[at + c.lastPitch] = length > 0 ? notes[length - 1].pitch : PITCHES;
  ids[at + c.beatHighest] = highest < 0 ? PITCHES : highest;
  ids[at + c.beatLowest] = lowest;
};

/** Writes the sounding and recently struck notes at `step` into the event's row, which begins at `at`. */
export const writeWhatSounds = (ids: Int32Array, memory: RecallMemory, step: number, at = 0): void => {
  writeSounding(ids, at, memory, step);
  writeLatest(ids, at, memory, step);
};
