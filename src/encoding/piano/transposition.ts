import type { EventSequence } from '../../model/event-schema.js';
import { PEDAL_DOWN_ID, pianoColumn, pianoSchema } from './piano-schema.js';
import { idAt } from './row-timeline.js';

/** The keys of a piano: A0 to C8. */
export const LOWEST_KEY = 21;
export const HIGHEST_KEY = 108;

/** Semitones by which music may move: `down` is 0 or negative, `up` 0 or positive. */
export interface TranspositionRange {
  readonly down: number;
  readonly up: number;
}

const isPitch = (what: number): boolean => what < PEDAL_DOWN_ID;

/** How far a sequence may be transposed so that all pitches stay on the piano; 0 if some are off it already. */
export const transpositionRange = (sequence: EventSequence): TranspositionRange => {
  let lowest = HIGHEST_KEY;
  let highest = LOWEST_KEY;
  for (let row = 1; row < sequence.length; row++) {
    const what = idAt(sequence, row, 'what');
    if (!isPitch(what)) continue;
    lowest = Math.min(lowest, what);
    highest = Math.max(highest, what);
  }
  return { down: Math.min(0, LOWEST_KEY - lowest), up: Math.max(0, HIGHEST_KEY - highest) };
};

/** The same music, `semitones` higher; whole and within `transpositionRange`. All other fields stay as they are. */
export const transposeSequence = (sequence: EventSequence, semitones: number): EventSequence => {
  const { down, up } = transpositionRange(sequence);
  if (!Number.isInteger(semitones) || semitones < down || semitones > up) {
    throw new RangeError(`cannot transpose by ${semitones}: this music may move by ${down} to ${up} semitones`);
  }
  const ids = sequence.ids.slice();
  for (let at = pianoSchema.length + pianoColumn.what; at < ids.length; at += pianoSchema.length) {
    if (isPitch(ids[at])) ids[at] += semitones;
  }
  return { length: sequence.length, ids };
};
