import { LONG_GRAM, SHORT_GRAM, gramWith, noNotes, withNote, type GramSet, type LatestNotes } from './note-grams.js';
import type { StruckNote } from './note-onset.js';

/** How many of the latest notes match the training music. Immutable: keep an earlier one to go back. */
export interface VerbatimRun {
  /**
   * Number of consecutive notes that match in intervals and waits, in any key; 0 below SHORT_GRAM. Up to 15 notes the
   * parts may come from several works; 16 come from one; longer runs come from works that share 15 notes
   * (docs/decisions/0010).
   */
  readonly notes: number;
  readonly latest: LatestNotes;
}

/** Before the first note. */
export const noRun: VerbatimRun = { notes: 0, latest: noNotes };

/** Length of the run with one more note. */
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

/** The longest run of notes that matches the training music. */
export const longestVerbatimRun = (notes: Iterable<StruckNote>, learned: GramSet): number => {
  let run = noRun;
  let longest = 0;
  for (const note of notes) {
    run = afterNote(run, note, learned);
    longest = Math.max(longest, run.notes);
  }
  return longest;
};
