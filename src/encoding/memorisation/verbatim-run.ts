import { LONG_GRAM, SHORT_GRAM, gramWith, noNotes, withNote, type GramSet, type LatestNotes } from './note-grams.js';
import type { StruckNote } from './note-onset.js';

/** How far the latest notes of some music are as in the music that was learned. A value: to go back, keep an earlier one. */
export interface VerbatimRun {
  /**
   * How many are, in a row: intervals and waits alike, in any key. 0 where they are fewer than SHORT_GRAM. Up to 15
   * the parts may be from several works, 16 are from one, longer runs from ones that overlap by 15 notes
   * (docs/decisions/0010).
   */
  readonly notes: number;
  readonly latest: LatestNotes;
}

/** Before the first note. */
export const noRun: VerbatimRun = { notes: 0, latest: noNotes };

/** How long the run would be that ends with one more note. */
export const runWith = ({ notes, latest }: VerbatimRun, note: StruckNote, learned: GramSet): number => {
  const holds = (length: typeof SHORT_GRAM | typeof LONG_GRAM): boolean => {
    const gram = gramWith(latest, note, length);
    return gram !== undefined && learned.has(gram);
  };
  const run = holds(SHORT_GRAM) ? Math.max(SHORT_GRAM, notes + 1) : 0;
  return run >= LONG_GRAM && !holds(LONG_GRAM) ? LONG_GRAM - 1 : run;
};

/** The run with one more note. */
export const afterNote = (before: VerbatimRun, note: StruckNote, learned: GramSet): VerbatimRun => ({
  notes: runWith(before, note, learned),
  latest: withNote(before.latest, note),
});

/** The most notes in a row that are as in the music that was learned. */
export const longestVerbatimRun = (notes: Iterable<StruckNote>, learned: GramSet): number => {
  let run = noRun;
  let longest = 0;
  for (const note of notes) {
    run = afterNote(run, note, learned);
    longest = Math.max(longest, run.notes);
  }
  return longest;
};
