import { PEDAL_DOWN_ID, pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { EventSequence } from '../../model/event-schema.js';

/** Whether the event at `offset` of rows of the piano schema is a note; pedal moves and start rows are not. */
export const isPianoNote = (ids: Int32Array, offset: number): boolean => ids[offset + pianoColumn.what] < PEDAL_DOWN_ID;

/**
 * The same music under a composer's slot of the model's own table, 0–63; undefined makes the composer unknown. Cached
 * pieces have no composer, so that one cache serves every model.
 */
export const withComposer = ({ length, ids }: EventSequence, slot: number | undefined): EventSequence => {
  const column = pianoColumn.composer;
  const id = slot ?? pianoSchema[column].size;
  const copy = ids.slice();
  for (let at = column; at < copy.length; at += pianoSchema.length) copy[at] = id;
  return { length, ids: copy };
};
