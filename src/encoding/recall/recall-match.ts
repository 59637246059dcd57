import type { RecallMemory, RememberedNote } from './recall-memory.js';

/** An earlier place that matches the current music. */
export interface Match {
  /** How many notes up to now are the same there, 1 … LONGEST_MATCH. */
  readonly length: number;
  /** The note that came next there. */
  readonly next: RememberedNote;
  /** Steps from the last matched note to that one. */
  readonly gapSteps: number;
  /** Semitones from there to now. */
  readonly shift: number;
}

/** Longer matches are not distinguished. */
export const LONGEST_MATCH = 32;
/** Number of earlier notes of the last one's pitch that are compared … */
const MOST_CANDIDATES = 256;
/** … or, if any transposition is allowed, of all earlier notes. */
const MOST_NOTES_BACK = 1024;
/** Larger shifts count as a different passage. */
const WIDEST_SHIFT = 24;

/** Whether two waits are the same rhythm, allowing for human timing. */
const sameGap = (a: number, b: number): boolean => Math.abs(a - b) <= 2 + Math.max(a, b) / 16;

/**
 * How many notes match backwards from `there` and from the end, `shift` semitones apart; the first is known to match.
 */
const agreement = (
  notes: readonly RememberedNote[],
  end: number,
  there: number,
  shift: number,
  longest: number,
): number => {
  let length = 1;
  while (length < longest && there - length >= 0) {
    const now = notes[end - length];
    const then = notes[there - length];
    if (now.pitch - then.pitch !== shift) break;
    if (!sameGap(notes[end - length + 1].step - now.step, notes[there - length + 1].step - then.step)) break;
    length++;
  }
  return length;
};

const matchAt = (notes: readonly RememberedNote[], there: number, length: number, shift: number): Match => ({
  length,
  next: notes[there + 1],
  gapSteps: notes[there + 1].step - notes[there].step,
  shift,
});

/**
 * End of the longest earlier passage that matches the current end of the music; the latest among equals, −1 for none.
 */
const exactPlace = ({ log: { notes, before }, length: count }: RecallMemory) => {
  const end = count - 1;
  let length = 0;
  let place = -1;
  let there = count > 0 ? before[end] : -1;
  for (let tried = 0; there >= 0 && tried < MOST_CANDIDATES && length < LONGEST_MATCH; tried++) {
    const found = agreement(notes, end, there, 0, LONGEST_MATCH);
    if (found > length) [length, place] = [found, there];
    there = before[there];
  }
  return { place, length };
};

/**
 * The longest earlier passage that matches the current end of the music; the latest among equals, undefined for none.
 */
export const exactMatch = (memory: RecallMemory): Match | undefined => {
  const { place, length } = exactPlace(memory);
  return place < 0 ? undefined : matchAt(memory.log.notes, place, length, 0);
};

/** A repetition in progress: distance to the original and duration so far, in steps. */
export interface Repetition {
  readonly spanSteps: number;
  readonly runSteps: number;
}

/** Compares at most this many notes back. */
const LONGEST_RUN = 2048;

/** The repetition in progress; undefined if the music is new. */
export const repetition = (memory: RecallMemory): Repetition | undefined => {
  const { notes } = memory.log;
  const end = memory.length - 1;
  const { place } = exactPlace(memory);
  if (place < 0) return undefined;
  const length = agreement(notes, end, place, 0, LONGEST_RUN);
  return { spanSteps: notes[end].step - notes[place].step, runSteps: notes[end].step - notes[end - length + 1].step };
};

/** Shorter matches of intervals are coincidence. */
const SHORTEST_SHIFTED = 3;

/** The same for a transposed passage, such as a sequence. */
export const shiftedMatch = ({ log: { notes }, length: count }: RecallMemory): Match | undefined => {
  const end = count - 1;
  let best = SHORTEST_SHIFTED - 1;
  let place = -1;
  for (let there = end - 1; there > 0 && end - there <= MOST_NOTES_BACK && best < LONGEST_MATCH; there--) {
    const shift = notes[end].pitch - notes[there].pitch;
    // most places differ in the note before; skip them without a call
    if (notes[end - 1].pitch - notes[there - 1].pitch !== shift || shift === 0) continue;
    if (Math.abs(shift) > WIDEST_SHIFT) continue;
    const length = agreement(notes, end, there, shift, LONGEST_MATCH);
    if (length > best) [best, place] = [length, there];
  }
  return place < 0 ? undefined : matchAt(notes, place, best, notes[end].pitch - notes[place].pitch);
};
