import { pitchClass } from '../plan/chord-vocabulary.js';
import type { HarmonySpan } from './harmony-spans.js';
import type { PlanNote } from '../plan/music-plan.js';

/** What sounds in a span. */
export interface SpanEvidence {
  /** How much of each pitch class, 0–11, sounds there. */
  readonly weights: Float64Array;
  /** The pitch class of the lowest note; −1 where nothing sounds, or a lower note is the bass of the slot. */
  readonly bass: number;
}

/** A note's length is capped at this, so that a pedal point does not outweigh the rest. */
const LONGEST = 36;
/** What striking a note adds to its length. */
const STRUCK = 10;
const STRUCK_ON_BEAT = 20;
/** Weight of a span's highest note: melodies are freer than their accompaniment. */
const HIGHEST_SHARE = 0.6;
/** A lowest note this far above its slot's lowest one is not a bass, like the chords of an oom-pah accompaniment. */
const BASS_RANGE = 7;

const noteWeight = (note: PlanNote, span: HarmonySpan): number => {
  const sounding = Math.min(note.end, span.end) - Math.max(note.step, span.step);
  const isStruck = note.step >= span.step;
  return Math.min(sounding, LONGEST) + (isStruck ? STRUCK : 0) + (note.step === span.step ? STRUCK_ON_BEAT : 0);
};

interface SpanWeights {
  readonly weights: Float64Array;
  /** The lowest pitch; Infinity where nothing sounds. */
  readonly lowest: number;
}

const weightsOf = (span: HarmonySpan, notes: readonly PlanNote[]): SpanWeights => {
  const weights = new Float64Array(12);
  let lowest = Infinity;
  let highest = -Infinity;
  for (const { pitch } of notes) {
    lowest = Math.min(lowest, pitch);
    highest = Math.max(highest, pitch);
  }
  for (const note of notes) {
    const share = note.pitch === highest && highest > lowest ? HIGHEST_SHARE : 1;
    weights[pitchClass(note.pitch)] += share * noteWeight(note, span);
  }
  return { weights, lowest };
};

/** The notes that sound in each span, in order of their onsets. */
export const notesBySpan = (spans: readonly HarmonySpan[], notes: readonly PlanNote[]): PlanNote[][] => {
  let next = 0;
  let sounding: PlanNote[] = [];
  return spans.map(({ step, end }) => {
    sounding = sounding.filter((note) => note.end > step);
    while (next < notes.length && notes[next].step < end) {
      if (notes[next].end > step) sounding.push(notes[next]);
      next++;
    }
    return sounding.slice();
  });
};

/** The evidence of every span. */
export const spanEvidence = (
  spans: readonly HarmonySpan[],
  notesIn: readonly (readonly PlanNote[])[],
): SpanEvidence[] => {
  const found = spans.map((span, i) => weightsOf(span, notesIn[i]));
  const lowestOfSlot = new Map<number, number>();
  spans.forEach(({ slot }, i) => {
    lowestOfSlot.set(slot, Math.min(lowestOfSlot.get(slot) ?? Infinity, found[i].lowest));
  });
  return found.map(({ weights, lowest }, i) => {
    const ofSlot = lowestOfSlot.get(spans[i].slot) ?? lowest;
    const isBass = lowest < Infinity && lowest <= ofSlot + BASS_RANGE;
    return { weights, bass: isBass ? pitchClass(lowest) : -1 };
  });
};
