import { waitIdOf } from '../vocabulary/wait.js';
import type { StruckNote } from './note-onset.js';

/** The shortest run that is reported: shorter ones occur in all music. */
export const SHORT_GRAM = 8;

/** A run of this many notes is matched as one gram, so it comes from one work. */
export const LONG_GRAM = 16;

/** A hash of some consecutive notes, independent of key: an integer below 2^52. Collisions are negligible. */
export type Gram = number;

/** A set of grams; it may have false positives. */
export interface GramSet {
  has(gram: Gram): boolean;
}

/** Scatters 32 bits (the end of MurmurHash3, Appleby 2011). */
const scatter = (bits: number): number => {
  let h = bits;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Intervals are −127 … 127, ids of waits below 256. */
const symbolOf = (before: StruckNote, note: StruckNote): number => {
  const wait = note.step === before.step ? 0 : waitIdOf(note.step - before.step);
  return (note.pitch - before.pitch + 128) * 256 + wait;
};

/** The latest notes, as many as a gram needs. Immutable. */
export interface LatestNotes {
  readonly last?: StruckNote;
  /** From note to note: interval and wait. */
  readonly symbols: readonly number[];
}

export const noNotes: LatestNotes = { symbols: [] };

/** With one more note. A note earlier than the last one starts again. */
export const withNote = ({ last, symbols }: LatestNotes, note: StruckNote): LatestNotes => ({
  last: note,
  symbols: !last || note.step < last.step ? [] : [...symbols.slice(2 - LONG_GRAM), symbolOf(last, note)],
});

/** The gram that one more note would complete; undefined while there are too few notes. */
export const gramWith = (
  { last, symbols }: LatestNotes,
  note: StruckNote,
  notes: typeof SHORT_GRAM | typeof LONG_GRAM,
): Gram | undefined => {
  const first = symbols.length - (notes - 2);
  if (!last || note.step < last.step || first < 0) return undefined;
  let high = scatter(notes);
  let low = scatter(~notes);
  for (let i = first; i <= symbols.length; i++) {
    const symbol = i < symbols.length ? symbols[i] : symbolOf(last, note);
    high = scatter(high + Math.imul(symbol, 0x9e3779b1));
    low = scatter(low ^ Math.imul(symbol, 0x01000193));
  }
  return high * 2 ** 20 + (low >>> 12);
};

/** All grams of some music, with repetitions. */
export function* gramsIn(notes: Iterable<StruckNote>): Generator<Gram> {
  let latest = noNotes;
  for (const note of notes) {
    for (const length of [SHORT_GRAM, LONG_GRAM] as const) {
      const gram = gramWith(latest, note, length);
      if (gram !== undefined) yield gram;
    }
    latest = withNote(latest, note);
  }
}
