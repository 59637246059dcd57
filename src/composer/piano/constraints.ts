import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';

/** Limits that hold for all composed music, at any temperature and for any network. */
export interface Constraints {
  readonly lowestPitch: number;
  readonly highestPitch: number;
  /** Allowed pitch classes (0 is C); all by default. */
  readonly pitchClasses?: ReadonlySet<number>;
  /** Longest time without a new note, in steps of 1/48 beat. */
  readonly longestGapSteps: number;
  /** Most notes struck at one step: two hands. */
  readonly largestChord: number;
  /** Most notes within any beat; together with `largestChord` this ensures progress in time. */
  readonly mostNotesPerBeat: number;
  /** Most consecutive pedal events without a note between them. */
  readonly longestPedalRun: number;
  /** After this many steps the pedal must come up. */
  readonly longestPedalSteps: number;
  /** Among this many notes … */
  readonly repeatMemory: number;
  /** … a pitch struck this often is barred. */
  readonly mostRepeats: number;
  /** Among this many notes … */
  readonly varietyMemory: number;
  /** … there must be at least this many different pitches, or all of them are barred. */
  readonly fewestPitches: number;
  /** Local tempo ÷ the piece's own tempo. */
  readonly slowestTempo: number;
  readonly fastestTempo: number;
}

/**
 * The range of a piano, two hands, and what real music hardly ever does: in two corpora of piano music (1.6 million
 * notes) fewer than 1 in 1,000 notes exceed any of these limits, and fewer than 1 in 100 that of pedal or tempo.
 */
export const pianoConstraints: Constraints = {
  lowestPitch: 21,
  highestPitch: 108,
  longestGapSteps: 4 * STEPS_PER_BEAT,
  largestChord: 10,
  mostNotesPerBeat: 40,
  longestPedalRun: 4,
  longestPedalSteps: 16 * STEPS_PER_BEAT,
  repeatMemory: 16,
  mostRepeats: 12,
  varietyMemory: 32,
  fewestPitches: 4,
  slowestTempo: 1 / 3,
  fastestTempo: 3,
};
