import { advance, startCursor, type EventCursor } from '../../encoding/piano/event-cursor.js';
import { networkRow, rowView, toldRow, type RowView } from '../../encoding/piano/network-row.js';
import { pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import { resumeCursor } from '../../encoding/piano/resume-cursor.js';
import { noRun, type VerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { barAt, repeatsNotes } from '../../encoding/plan/plan-place.js';
import { unplanned, type Told } from '../../encoding/plan/told-plan.js';
import { emptyMemory, type RecallMemory } from '../../encoding/recall/recall-memory.js';
import { rememberRow } from '../../encoding/recall/recall-row.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { HearingModel, NetworkState } from '../../model/sampling/event-model.js';
import type { Constraints } from './constraints.js';
import type { QuoteOptions } from './quote-limit.js';
import { exceedsRepetitionLimit } from './repetition-limit.js';
import { observe, silence, type ConstraintState } from './sampling-mask.js';

/**
 * The state of a continuation: the network's state, the position in the bar, and the constraints' state. Immutable: to
 * take events back, keep the state from before them.
 */
export interface ContinuationState {
  readonly network: NetworkState;
  readonly cursor: EventCursor;
  readonly music: ConstraintState;
  /** Memory for recall. */
  readonly memory: RecallMemory;
  /** Match of its own notes, not of the player's, with the training music. */
  readonly run: VerbatimRun;
}

/** The network and its schema. */
export interface ListeningModel extends Pick<QuoteOptions, 'learned'> {
  readonly model: HearingModel;
  readonly bounds: Constraints;
  /** Conditioning besides the music; by default sounding notes and recall. */
  readonly told?: Told;
}

const WIDTH = pianoSchema.length;

const rowOf = (sequence: EventSequence, row: number): Int32Array => sequence.ids.slice(row * WIDTH, (row + 1) * WIDTH);

/** What of an event's row the constraints look at. */
export const soFarIn = (ids: Int32Array) => ({ wait: ids[pianoColumn.wait], what: ids[pianoColumn.what] });

/**
 * The conditioning after an event; recall is turned off when the music has repeated itself too long, except in planned
 * repeats.
 */
export const viewAfter = (
  { model, told = unplanned }: ListeningModel,
  { memory, cursor }: Pick<ContinuationState, 'memory' | 'cursor'>,
): RowView => {
  const { schema } = model.config;
  const bar = barAt(told.plan, cursor.step);
  const isPlanned = bar !== undefined && repeatsNotes(told.plan.bars[bar]);
  if (isPlanned || told.recall === 'never' || !exceedsRepetitionLimit(memory))
    return rowView(schema, memory, cursor.step, told);
  return rowView(schema, memory, cursor.step, { ...told, recall: 'never' });
};

/** The state after ingesting one event, whoever played it; a stored row suffices. */
export const afterEvent = async (
  listening: ListeningModel,
  state: ContinuationState,
  ids: Int32Array,
): Promise<ContinuationState> => {
  const { model, bounds } = listening;
  const { network, cursor, music, memory, run } = state;
  const after = advance(cursor, ids[pianoColumn.wait]);
  return {
    network: await model.advance(toldRow(viewAfter(listening, state), ids, after.step), network),
    cursor: after,
    music: observe(music, soFarIn(ids), bounds),
    memory: rememberRow(memory, ids, after.step),
    run,
  };
};

/** The state at a start row. */
export const atStart = async (
  { model }: ListeningModel,
  cursor: EventCursor,
  row: Int32Array,
): Promise<ContinuationState> => ({
  network: await model.advance(networkRow(model.config.schema, row)),
  cursor,
  music: silence,
  memory: emptyMemory(),
  run: noRun,
});

/** The state after ingesting a whole sequence, its start row first. */
export const afterIngesting = async (listening: ListeningModel, heard: EventSequence): Promise<ContinuationState> => {
  let state = await atStart(listening, startCursor([]), rowOf(heard, 0));
  for (let row = 1; row < heard.length; row++) state = await afterEvent(listening, state, rowOf(heard, row));
  return { ...state, cursor: resumeCursor(heard) };
};
