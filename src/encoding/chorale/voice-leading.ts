import { SILENCE, VOICE_COUNT, type Chorale, type ChoraleStep } from './chorale.js';

/** Textbook ranges of the voices, MIDI pitches: C4–A5, F3–D5, C3–A4, E2–D4. */
const TEXTBOOK_RANGES = [
  [60, 81],
  [53, 74],
  [48, 69],
  [40, 62],
] as const;

const FIFTH = 7;

/** Voice-leading statistics of a chorale. */
export interface VoiceLeading {
  /** Chords: sixteenths in which any voice changes. */
  readonly chords: number;
  /** Voice pairs moving in parallel fifths, and in parallel octaves or unisons. */
  readonly parallelFifths: number;
  readonly parallelOctaves: number;
  /** Chords in which a voice lies below its lower neighbour. */
  readonly crossed: number;
  /** Chords in which a voice lies outside its textbook range. */
  readonly outOfRange: number;
}

/** All pairs of voices, the upper first. */
const pairs = Array.from({ length: VOICE_COUNT }, (_, upper) => upper).flatMap((upper) =>
  Array.from({ length: VOICE_COUNT - 1 - upper }, (_, i) => [upper, upper + 1 + i] as const),
);

const sounds = (pitch: number): boolean => pitch !== SILENCE;

/** The interval that two voices keep while moving in parallel, modulo an octave; undefined otherwise. */
const keptInterval = (before: ChoraleStep, after: ChoraleStep, upper: number, lower: number): number | undefined => {
  const [a, b, c, d] = [before[upper], before[lower], after[upper], after[lower]];
  if (![a, b, c, d].every(sounds) || Math.sign(c - a) !== Math.sign(d - b) || a === c) return undefined;
  const interval = (((a - b) % 12) + 12) % 12;
  return interval === (((c - d) % 12) + 12) % 12 ? interval : undefined;
};

const isCrossed = (step: ChoraleStep): boolean =>
  step.some((pitch, voice) => voice > 0 && sounds(pitch) && sounds(step[voice - 1]) && step[voice - 1] < pitch);

const isOutOfRange = (step: ChoraleStep): boolean =>
  step.some((pitch, voice) => {
    const [lowest, highest] = TEXTBOOK_RANGES[voice];
    return sounds(pitch) && (pitch < lowest || pitch > highest);
  });

/** Counts the faults that a counterpoint teacher would mark. */
export const voiceLeading = (chorale: Chorale): VoiceLeading => {
  const changes = chorale.flatMap((step, i) =>
    i > 0 && step.some((pitch, voice) => pitch !== chorale[i - 1][voice]) ? [{ before: chorale[i - 1], step }] : [],
  );
  const kept = changes.flatMap(({ before, step }) =>
    pairs.map(([upper, lower]) => keptInterval(before, step, upper, lower)),
  );
  return {
    chords: changes.length,
    parallelFifths: kept.filter((interval) => interval === FIFTH).length,
    parallelOctaves: kept.filter((interval) => interval === 0).length,
    crossed: changes.filter(({ step }) => isCrossed(step)).length,
    outOfRange: changes.filter(({ step }) => isOutOfRange(step)).length,
  };
};
