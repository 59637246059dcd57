import { PITCHES, MOTION_COUNT, RUN_COUNT, planColumn as c } from '../plan/plan-schema.js';
import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';
import { PEDAL_DOWN_ID, pianoColumn } from './piano-schema.js';
import { endOf } from './sounding-row.js';

/** Notes back that an outer voice is sought in … */
const NOTES_BACK = 48;
/** … and among which is the nearest in pitch. */
const NEARBY_BACK = 12;
/** Notes of a voice that are needed to count motions in a row. */
const VOICE_NOTES = RUN_COUNT + 1;

/** Class of a motion in semitones: 0–3 down, farthest first, 4 a repeated note, 5–8 up. */
export const motionClass = (semitones: number): number => {
  const size = Math.abs(semitones);
  const farness = size === 0 ? 0 : size <= 2 ? 1 : size <= 4 ? 2 : size <= 7 ? 3 : 4;
  return (MOTION_COUNT - 1) / 2 + Math.sign(semitones) * farness;
};

/** Whether another note that sounds at a note's onset, or is struck with it, lies beyond it. */
const isCovered = (notes: readonly RememberedNote[], at: number, length: number, side: 1 | -1): boolean => {
  const { step, pitch } = notes[at];
  const beyond = (other: RememberedNote): boolean => (other.pitch - pitch) * side > 0;
  for (let i = at + 1; i < length && notes[i].step === step; i++) if (beyond(notes[i])) return true;
  for (let i = at - 1; i >= Math.max(0, at - NOTES_BACK / 2); i--) {
    if (beyond(notes[i]) && (notes[i].step === step || endOf(notes[i]) > step)) return true;
  }
  return false;
};

/** The latest pitches of an outer voice before a step, the latest first. `side` is 1 for the highest, −1 for the lowest. */
const voiceBefore = ({ log: { notes }, length }: RecallMemory, step: number, side: 1 | -1): number[] => {
  const pitches: number[] = [];
  for (let i = length - 1; i >= Math.max(0, length - NOTES_BACK) && pitches.length < VOICE_NOTES; i--) {
    if (notes[i].step < step && !isCovered(notes, i, length, side)) pitches.push(notes[i].pitch);
  }
  return pitches;
};

const writeVoice = (
  ids: Int32Array,
  at: number,
  pitches: readonly number[],
  [pitch, motion, run]: readonly [number, number, number],
): void => {
  const motions = pitches.slice(1).map((before, i) => motionClass(pitches[i] - before));
  const other = motions.findIndex((each) => each !== motions[0]);
  const alike = other < 0 ? motions.length : other;
  ids[at + pitch] = pitches.at(0) ?? PITCHES;
  ids[at + motion] = motions.at(0) ?? MOTION_COUNT;
  ids[at + run] = Math.min(RUN_COUNT - 1, alike);
};

const MELODY = [c.melodyPitch, c.melodyMotion, c.melodyRun] as const;
const BASS = [c.bassPitch, c.bassMotion, c.bassRun] as const;

/** Writes where the outer voices stand before `step`, and how they have moved. */
export const writeOuterVoices = (ids: Int32Array, memory: RecallMemory, step: number, at = 0): void => {
  writeVoice(ids, at, voiceBefore(memory, step, 1), MELODY);
  writeVoice(ids, at, voiceBefore(memory, step, -1), BASS);
};

/** Writes length and velocity of the note nearest in pitch to the row's, of several the latest. */
export const writeNearbyNote = (ids: Int32Array, { log: { notes }, length }: RecallMemory, at = 0): void => {
  const what = ids[at + pianoColumn.what];
  if (what >= PEDAL_DOWN_ID || length === 0) return;
  let nearest = notes[length - 1];
  for (let i = length - 2; i >= Math.max(0, length - NEARBY_BACK); i--) {
    if (Math.abs(notes[i].pitch - what) < Math.abs(nearest.pitch - what)) nearest = notes[i];
  }
  ids[at + c.nearDuration] = nearest.duration;
  ids[at + c.nearVelocity] = nearest.velocity;
};
