import { LONG_GRAM, NoteGrams, SHORT_GRAM, type GramSet } from './note-grams.js';
import type { StruckNote } from './struck-note.js';

/**
 * Follows music and tells how many of the latest notes are, in a row, as in the music that was learned: intervals
 * and waits alike, in any key. 0 where they are fewer than SHORT_GRAM. Up to 15 the parts may be from several works,
 * 16 are from one, longer runs from ones that overlap by 15 notes (docs/decisions/0010).
 */
export class VerbatimRun {
  readonly #learned: GramSet;
  readonly #grams = new NoteGrams();
  #run = 0;

  constructor(learned: GramSet) {
    this.#learned = learned;
  }

  /** The run that ends with this note. */
  hear(note: StruckNote): number {
    this.#grams.hear(note);
    const run = this.#holds(SHORT_GRAM) ? Math.max(SHORT_GRAM, this.#run + 1) : 0;
    this.#run = run >= LONG_GRAM && !this.#holds(LONG_GRAM) ? LONG_GRAM - 1 : run;
    return this.#run;
  }

  #holds(length: typeof SHORT_GRAM | typeof LONG_GRAM): boolean {
    const gram = this.#grams.gram(length);
    return gram !== undefined && this.#learned.has(gram);
  }
}

/** The most notes in a row that are as in the music that was learned. */
export const longestVerbatimRun = (notes: Iterable<StruckNote>, learned: GramSet): number => {
  const run = new VerbatimRun(learned);
  let longest = 0;
  for (const note of notes) longest = Math.max(longest, run.hear(note));
  return longest;
};
