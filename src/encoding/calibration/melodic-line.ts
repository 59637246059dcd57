import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';
import { endOf } from '../piano/sounding-row.js';

/** Notes back from which a line is read. */
const NOTES_BACK = 96;
/** Intervals of a line among which a motif is looked up. */
const INTERVALS_BACK = 32;

/** The highest (`side` 1) or lowest (−1) of the notes struck together from `from` on, and where they end. */
const outermost = (notes: readonly RememberedNote[], from: number, length: number, side: 1 | -1) => {
  let note = notes[from];
  let end = from + 1;
  while (end < length && notes[end].step === note.step) {
    if ((notes[end].pitch - note.pitch) * side > 0) note = notes[end];
    end++;
  }
  return { note, end };
};

/**
 * The latest pitches of the melody (`side` 1) or bass (−1) before a step, oldest first: the outermost note of each
 * onset, unless one farther out still sounds.
 */
export const melodicLine = ({ log: { notes }, length }: RecallMemory, step: number, side: 1 | -1): number[] => {
  const pitches: number[] = [];
  let held: RememberedNote | undefined;
  for (let i = Math.max(0, length - NOTES_BACK); i < length && notes[i].step < step;) {
    const { note, end } = outermost(notes, i, length, side);
    const isCovered = held && endOf(held) > note.step && (held.pitch - note.pitch) * side > 0;
    if (!isCovered) {
      pitches.push(note.pitch);
      held = note;
    }
    i = end;
  }
  return pitches.slice(-INTERVALS_BACK - 1);
};

/** How a pitch goes on from a line: 0 by a new interval, 1 by a pair of intervals that occurred before, 2 by three. */
export type Recurrence = 0 | 1 | 2;

export const RECURRENCES = 3;

/** Intervals are within ±127 semitones. */
const INTERVAL_RANGE = 256;

const pairKey = (first: number, second: number): number => first * INTERVAL_RANGE + second;
const tripleKey = (first: number, second: number, third: number): number => pairKey(pairKey(first, second), third);

/** Tells for a pitch how it goes on from a line; undefined for a line of fewer than three notes. */
export const recurrenceIn = (line: readonly number[]): ((pitch: number) => Recurrence) | undefined => {
  if (line.length < 3) return undefined;
  const intervals = line.slice(1).map((pitch, i) => pitch - line[i]);
  const pairs = new Set(intervals.slice(1).map((second, i) => pairKey(intervals[i], second)));
  const triples = new Set(intervals.slice(2).map((third, i) => tripleKey(intervals[i], intervals[i + 1], third)));
  const [second, last] = intervals.slice(-2);
  const latest = line[line.length - 1];
  return (pitch) => {
    const next = pitch - latest;
    if (triples.has(tripleKey(second, last, next))) return 2;
    return pairs.has(pairKey(last, next)) ? 1 : 0;
  };
};
