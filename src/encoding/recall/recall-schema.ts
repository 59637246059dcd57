import type { EventSchema } from '../../model/event-schema.js';
import { DURATION_COUNT } from '../vocabulary/duration.js';
import { pianoSchema } from '../piano/piano-schema.js';
import { VELOCITY_COUNT } from '../vocabulary/velocity.js';
import { WAIT_COUNT } from '../vocabulary/wait.js';

/** Classes of match length: 0 for none, 1–8, then wider. */
export const MATCH_LENGTHS = 13;
const WHAT_COUNT = pianoSchema[7].size;

const early = { role: 'given', knownBefore: 'wait' } as const;

/**
 * Columns for recall (recall-row.ts), after those of a stored row: the earlier passage that the music repeats, the one
 * that it repeats transposed, and whether wait and pitch were as recalled.
 */
const recallFields = [
  { name: 'recallLength', size: MATCH_LENGTHS, ...early },
  { name: 'recallWait', size: WAIT_COUNT, ...early },
  { name: 'recallWhat', size: WHAT_COUNT, ...early },
  { name: 'recallDuration', size: DURATION_COUNT, ...early },
  { name: 'recallVelocity', size: VELOCITY_COUNT, ...early },
  { name: 'shiftLength', size: MATCH_LENGTHS, ...early },
  { name: 'shiftWait', size: WAIT_COUNT, ...early },
  { name: 'shiftWhat', size: WHAT_COUNT, ...early },
  { name: 'shiftDuration', size: DURATION_COUNT, ...early },
  /** One bit for each of the two passages (1 for the first): set if it was as recalled. */
  { name: 'waitAsRecalled', size: 4, role: 'given', knownBefore: 'what' },
  { name: 'whatAsRecalled', size: 4, role: 'given', knownBefore: 'duration' },
] as const satisfies EventSchema;

type RecallFieldName = (typeof recallFields)[number]['name'];

const echoes: Readonly<Record<string, readonly RecallFieldName[]>> = {
  wait: ['recallWait', 'shiftWait'],
  what: ['recallWhat', 'shiftWhat'],
  duration: ['recallDuration', 'shiftDuration'],
  velocity: ['recallVelocity'],
};

/** The piano schema extended by recall, with heads that can point at it. */
export const recallingSchema: EventSchema = [
  ...pianoSchema.map((field) => (field.name in echoes ? { ...field, echoes: echoes[field.name] } : field)),
  ...recallFields,
];

/** Column of a recall field in a row. */
export const recallColumn = Object.fromEntries(
  recallFields.map(({ name }, i) => [name, pianoSchema.length + i]),
) as Readonly<Record<RecallFieldName, number>>;

/** Whether a network's rows include recall. */
export const recalls = (schema: EventSchema): boolean => schema.at(pianoSchema.length)?.name === recallFields[0].name;
