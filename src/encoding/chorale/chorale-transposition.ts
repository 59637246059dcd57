import type { EventSequence } from '../../model/event-schema.js';
import { CHORALE_PITCHES } from './chorale-pitch.js';
import { decodeChorale, encodeChorale } from './chorale-encoding.js';
import { choraleSchema } from './chorale-schema.js';
import { SILENCE } from './chorale.js';
import type { TranspositionRange } from '../piano/transposition.js';

const WIDTH = choraleSchema.length;

/** How far a chorale may move within the pitches that have ids. */
export const choraleTranspositionRange = (sequence: EventSequence): TranspositionRange => {
  let lowest = CHORALE_PITCHES - 1;
  let highest = 0;
  for (let at = 0; at < sequence.ids.length; at += WIDTH) {
    const id = sequence.ids[at];
    if (id >= CHORALE_PITCHES) continue;
    lowest = Math.min(lowest, id);
    highest = Math.max(highest, id);
  }
  return { down: highest < lowest ? 0 : -lowest, up: highest < lowest ? 0 : CHORALE_PITCHES - 1 - highest };
};

/** The same chorale, `semitones` higher; whole and within `choraleTranspositionRange`. Silence stays silence. */
export const transposeChorale = (sequence: EventSequence, semitones: number): EventSequence => {
  const { down, up } = choraleTranspositionRange(sequence);
  if (!Number.isInteger(semitones) || semitones < down || semitones > up) {
    throw new RangeError(`cannot transpose by ${semitones}: this chorale may move by ${down} to ${up} semitones`);
  }
  const moved = (pitch: number): number => (pitch === SILENCE ? SILENCE : pitch + semitones);
  return encodeChorale(decodeChorale(sequence).map((step) => step.map(moved)));
};
