import { NO_BASS, pitchClass, transposeChord } from './chord-vocabulary.js';
import type { MusicPlan, PlanSlot } from './music-plan.js';

/** A slot some semitones higher. Pitches are not kept within the keyboard. */
export const transposeSlot = (slot: PlanSlot, semitones: number): PlanSlot => ({
  ...slot,
  chord: transposeChord(slot.chord, semitones),
  bass: slot.bass === NO_BASS ? NO_BASS : pitchClass(slot.bass + semitones),
  tonic: pitchClass(slot.tonic + semitones),
  top: slot.top < 0 ? slot.top : slot.top + semitones,
  low: slot.low < 0 ? slot.low : slot.low + semitones,
});

/** The plan of the same music `semitones` higher. Pitches are not kept within the keyboard. */
export const transposePlan = (plan: MusicPlan, semitones: number): MusicPlan => ({
  ...plan,
  slots: plan.slots.map((slot) => transposeSlot(slot, semitones)),
  tonic: pitchClass(plan.tonic + semitones),
});
