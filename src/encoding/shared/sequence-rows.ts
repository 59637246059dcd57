import type { EventSchema, EventSequence } from '../../model/event-schema.js';

/** The rows of a sequence as plain lists of ids, for JSON. */
export const rowsOf = (sequence: EventSequence, schema: EventSchema): number[][] =>
  Array.from({ length: sequence.length }, (_, row) => [
    ...sequence.ids.subarray(row * schema.length, (row + 1) * schema.length),
  ]);

const isId = (id: number, size: number): boolean => Number.isInteger(id) && id >= 0 && id <= size;

/** A sequence from rows, or undefined where a row is not of this schema: not as wide, or with an id outside a field. */
export const sequenceOfRows = (
  rows: readonly (readonly number[])[],
  schema: EventSchema,
): EventSequence | undefined => {
  const fits = rows.every((row) => row.length === schema.length && row.every((id, i) => isId(id, schema[i].size)));
  return fits && rows.length > 0 ? { length: rows.length, ids: Int32Array.from(rows.flat()) } : undefined;
};
