import type { EventSchema, EventSequence, TrainingSequence } from '../../model/event-schema.js';
import { pianoSchema } from './piano-schema.js';
import { barAt, repeatsNotes } from '../plan/plan-place.js';
import { writePlanBefore, writePlanPlaced, writePlanStruck } from '../plan/plan-row.js';
import { planningSchema, plans, tracesVoices } from '../plan/plan-schema.js';
import { writeNearbyNote, writeOuterVoices } from './outer-voices.js';
import { writeWhatSounds } from './sounding-row.js';
import { unplanned, type Told } from '../plan/told-plan.js';
import { repetition } from '../recall/recall-match.js';
import { emptyMemory, type RecallMemory } from '../recall/recall-memory.js';
import { rememberRow, writeRecalled, writeWaitAsRecalled, writeWhatAsRecalled } from '../recall/recall-row.js';
import { recalls } from '../recall/recall-schema.js';
import { rowSteps } from './row-timeline.js';

const WRITTEN = pianoSchema.length;
const ABSENT = planningSchema.map(({ size }) => size);

/** `briefly`: the two beats, in steps, for which recall is given outside planned repeats. */
const BRIEF_STEPS = 96;

/**
 * What is known when an event is sampled: the music so far, whose last event is at `fromStep`, and the conditioning.
 */
export interface RowView {
  readonly schema: EventSchema;
  readonly memory: RecallMemory;
  /** The latest notes, if the network is to take them for others than those of the memory. */
  readonly latest?: RecallMemory;
  readonly fromStep: number;
  readonly told: Told;
  /** Whether recall is given. */
  readonly reminded: boolean;
}

/**
 * A stored row, or one being sampled, widened to the network's schema; the conditioning columns are absent at first.
 */
export const networkRow = (schema: EventSchema, written: Int32Array): Int32Array => {
  if (!recalls(schema)) return written;
  const ids = Int32Array.from(ABSENT.slice(0, schema.length));
  ids.set(written);
  return ids;
};

const isReminded = (memory: RecallMemory, fromStep: number, { plan, recall }: Told): boolean => {
  if (recall === 'always' || recall === 'never') return recall === 'always';
  const index = barAt(plan, fromStep);
  if (index !== undefined && repeatsNotes(plan.bars[index])) return true;
  return recall === 'briefly' && (repetition(memory)?.runSteps ?? 0) <= BRIEF_STEPS;
};

/** What a network of a schema knows after an event at `fromStep`. */
export const rowView = (schema: EventSchema, memory: RecallMemory, fromStep: number, told: Told): RowView => ({
  schema,
  memory,
  fromStep,
  told,
  reminded: recalls(schema) && isReminded(memory, fromStep, told),
});

/** Writes what is known before the wait is sampled. */
export const writeBeforeWait = (ids: Int32Array, view: RowView, at = 0): void => {
  const { schema, memory, fromStep, told, reminded } = view;
  if (reminded) writeRecalled(ids, memory, fromStep, at);
  if (plans(schema)) writePlanBefore(ids, { ...told, memory, fromStep }, at);
};

/** Writes what is known once the wait is in the row and the event is at `step`. */
export const writeAfterWait = (ids: Int32Array, view: RowView, step: number, at = 0): void => {
  const { schema, memory, latest, fromStep, told, reminded } = view;
  if (reminded) writeWaitAsRecalled(ids, at);
  if (!plans(schema)) return;
  writePlanPlaced(ids, { ...told, memory, latest, fromStep }, step, at);
  if (!told.parts.sounding) return;
  writeWhatSounds(ids, latest ?? memory, step, at);
  if (tracesVoices(schema)) writeOuterVoices(ids, latest ?? memory, step, at);
};

/** Writes what is known once the key is in the row. */
export const writeAfterWhat = (ids: Int32Array, view: RowView, step: number, at = 0): void => {
  const { schema, memory, latest, fromStep, told, reminded } = view;
  if (reminded) writeWhatAsRecalled(ids, at);
  if (plans(schema)) writePlanStruck(ids, { ...told, memory, fromStep }, step, at);
  if (tracesVoices(schema) && told.parts.sounding) writeNearbyNote(ids, latest ?? memory, at);
};

/** The complete row of an event at `step`, with everything that was known then. */
export const toldRow = (view: RowView, written: Int32Array, step: number): Int32Array => {
  if (!recalls(view.schema)) return written;
  const ids = networkRow(view.schema, written);
  writeBeforeWait(ids, view);
  writeAfterWait(ids, view, step);
  writeAfterWhat(ids, view, step);
  return ids;
};

/**
 * Stored rows widened to the network's schema; steps of the plan count from the start row. With `played`, rows of other
 * notes at the same steps, the network's inputs and what it knows of the latest notes are those; recall and the
 * repeated bars remain those of the sequence.
 */
export const networkRows = (
  schema: EventSchema,
  sequence: EventSequence,
  told: Told = unplanned,
  played: EventSequence = sequence,
): TrainingSequence => {
  if (!recalls(schema)) return sequence;
  const { length } = sequence;
  const width = schema.length;
  const absent = ABSENT.slice(0, width);
  const steps = rowSteps(sequence);
  const ids = new Int32Array(length * width);
  let memory = emptyMemory();
  let latest = emptyMemory();
  for (let row = 0; row < length; row++) {
    const at = row * width;
    ids.set(absent, at);
    ids.set(sequence.ids.subarray(row * WRITTEN, (row + 1) * WRITTEN), at);
    if (row === 0) continue;
    const view = { ...rowView(schema, memory, steps[row - 1], told), ...(played === sequence ? {} : { latest }) };
    writeBeforeWait(ids, view, at);
    writeAfterWait(ids, view, steps[row], at);
    writeAfterWhat(ids, view, steps[row], at);
    memory = rememberRow(memory, ids, steps[row], at);
    if (played !== sequence) latest = rememberRow(latest, played.ids, steps[row], row * WRITTEN);
  }
  return played === sequence ? { length, ids } : { length, ids, inputs: withWritten(ids, width, played) };
};

/** The same rows with other stored fields. */
const withWritten = (ids: Int32Array, width: number, { ids: written, length }: EventSequence): Int32Array => {
  const changed = ids.slice();
  for (let row = 0; row < length; row++) {
    changed.set(written.subarray(row * WRITTEN, (row + 1) * WRITTEN), row * width);
  }
  return changed;
};
