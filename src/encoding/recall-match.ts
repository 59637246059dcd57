import type { RecallMemory, RememberedNote } from './recall-memory.js';

/** An earlier place where the music ran as it does now. */
export interface Match {
  /** How many notes up to now are the same there, 1 … LONGEST_MATCH. */
  readonly length: number;
  /** The note that came next there. */
  readonly next: RememberedNote;
  /** Steps from the last matched note to that one. */
  readonly gapSteps: number;
  /** Semitones that now lies above then. */
  readonly shift: number;
}

/** Longer matches are not told apart. */
export const LONGEST_MATCH = 32;
/** So many earlier notes of the last one's pitch are looked at … */
const MOST_CANDIDATES = 256;
/** … or, where any shift will do, so many earlier notes. */
const MOST_NOTES_BACK = 1024;
/** Beyond this a shifted passage is another one. */
const WIDEST_SHIFT = 24;

/** Whether two gaps are the same rhythm, also where a person plays. */
const sameGap = (a: number, b: number): boolean => Math.abs(a - b) <= 2 + Math.max(a, b) / 16;

/** Notes back from `there` and from the end that agree, `shift` semitones apart; the first is known to agree. */
const agreement = (notes: readonly RememberedNote[], end: number, there: number, shift: number): number => {
  let length = 1;
  while (length < LONGEST_MATCH && there - length >= 0) {
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

/** The longest earlier passage that ends as the music ends now, of equal ones the latest; undefined for none. */
export const exactMatch = ({ log: { notes, before }, length: count }: RecallMemory): Match | undefined => {
  const end = count - 1;
  let best = 0;
  let place = -1;
  let there = count > 0 ? before[end] : -1;
  for (let tried = 0; there >= 0 && tried < MOST_CANDIDATES && best < LONGEST_MATCH; tried++) {
    const length = agreement(notes, end, there, 0);
    if (length > best) [best, place] = [length, there];
    there = before[there];
  }
  return place < 0 ? undefined : matchAt(notes, place, best, 0);
};

/** Shorter ones, of the same intervals by chance, say nothing. */
const SHORTEST_SHIFTED = 3;

/** The same for a passage in another place of the keyboard: a sequence, an answer. */
export const shiftedMatch = ({ log: { notes }, length: count }: RecallMemory): Match | undefined => {
  const end = count - 1;
  let best = SHORTEST_SHIFTED - 1;
  let place = -1;
  for (let there = end - 1; there > 0 && end - there <= MOST_NOTES_BACK && best < LONGEST_MATCH; there--) {
    const shift = notes[end].pitch - notes[there].pitch;
    // most places differ in the note before; they are passed over without a call
    if (notes[end - 1].pitch - notes[there - 1].pitch !== shift || shift === 0) continue;
    if (Math.abs(shift) > WIDEST_SHIFT) continue;
    const length = agreement(notes, end, there, shift);
    if (length > best) [best, place] = [length, there];
  }
  return place < 0 ? undefined : matchAt(notes, place, best, notes[end].pitch - notes[place].pitch);
};
