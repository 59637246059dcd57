import {
  advance,
  givenAfterWait,
  startCursor,
  writeGiven,
  type EventCursor,
} from '../../encoding/piano/event-cursor.js';
import {
  DAEMON_ID,
  PEDAL_DOWN_ID,
  fieldApplies,
  pianoColumn,
  pianoSchema,
  type PianoFieldName,
} from '../../encoding/piano/piano-schema.js';
import { noRun, type VerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { emptyMemory, type RecallMemory } from '../../encoding/recall/recall-memory.js';
import {
  networkRow,
  rowView,
  toldRow,
  writeAfterWait,
  writeAfterWhat,
  writeBeforeWait,
  type RowView,
} from '../../encoding/piano/network-row.js';
import { barAt, repeatsNotes } from '../../encoding/plan/plan-place.js';
import { unplanned, type Told } from '../../encoding/plan/told-plan.js';
import { rememberRow } from '../../encoding/recall/recall-row.js';
import { resumeCursor } from '../../encoding/piano/resume-cursor.js';
import { waitIdOf, waitSteps } from '../../encoding/vocabulary/wait.js';
import type { EventSequence } from '../../model/event-schema.js';
import { both, sample, type Allowed, type SamplingOptions } from '../../model/sampling/sample.js';
import type { EventModel, HearingModel, NetworkState } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import type { FieldSampling } from './field-sampling.js';
import type { Constraints } from './constraints.js';
import { withinQuoteLimit, type QuoteOptions } from './quote-limit.js';
import { maskedProbability } from '../masked-probability.js';
import { allowedIds, observe, silence, type ConstraintState } from './sampling-mask.js';
import { exceedsRepetitionLimit } from './repetition-limit.js';

/**
 * Where a continuation stands: what the network remembers, where in the bar it is, what the bounds have seen.
 * A value: to take events back, keep the standing from before them.
 */
export interface ContinuationState {
  readonly network: NetworkState;
  readonly cursor: EventCursor;
  readonly music: ConstraintState;
  /** What it can be reminded of. */
  readonly memory: RecallMemory;
  /** How far its own notes, not those that were only heard, are as in the music that was learned. */
  readonly run: VerbatimRun;
}

/** What listens and remembers. */
export interface ListeningModel extends Pick<QuoteOptions, 'learned'> {
  readonly model: HearingModel;
  readonly bounds: Constraints;
  /** What the network is told beside the music; without it what sounds and what the music recalls. */
  readonly told?: Told;
}

/** What a performer wants of one event, beside the bounds. */
export interface EventConstraints {
  /** The event does not come before this step, at most 16 beats ahead, even where that stretches a bound. */
  readonly earliestStep?: number;
  /** Exactly at the earliest step, as near as a wait can tell, and a note. */
  readonly onTheDot?: boolean;
  /** Keys and pedal moves that are wanted, where the bounds leave any of them. */
  readonly what?: Allowed;
  /** Added to the logits of waits: below 0 makes a wait of so many steps rarer. */
  readonly waitBias?: (steps: number) => number;
}

/** What stays the same while music is continued. */
export interface ContinuationOptions extends ListeningModel, QuoteOptions {
  readonly model: EventModel;
  readonly sampling: FieldSampling;
  readonly random: RandomSource;
  /** Told for each drawn field the share of probability that the bounds took away, 0–1. */
  readonly onBounds?: (removed: number) => void;
}

const WIDTH = pianoSchema.length;

const rowOf = (sequence: EventSequence, row: number): Int32Array => sequence.ids.slice(row * WIDTH, (row + 1) * WIDTH);

const soFarIn = (ids: Int32Array) => ({ wait: ids[pianoColumn.wait], what: ids[pianoColumn.what] });

/** What the network is told behind an event; music that has repeated itself too long is not reminded, but in a plan's repeat. */
const viewAfter = (
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

/** The standing after one event was heard, whoever played it; a written row will do. */
export const afterEvent = async (
  listening: ListeningModel,
  standing: ContinuationState,
  ids: Int32Array,
): Promise<ContinuationState> => {
  const { model, bounds } = listening;
  const { network, cursor, music, memory, run } = standing;
  const after = advance(cursor, ids[pianoColumn.wait]);
  return {
    network: await model.advance(toldRow(viewAfter(listening, standing), ids, after.step), network),
    cursor: after,
    music: observe(music, soFarIn(ids), bounds),
    memory: rememberRow(memory, ids, after.step),
    run,
  };
};

/** The standing at a start row, where nothing has been heard. */
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

/** The standing after hearing a whole sequence, its start row first. */
export const afterIngesting = async (listening: ListeningModel, heard: EventSequence): Promise<ContinuationState> => {
  let standing = await atStart(listening, startCursor([]), rowOf(heard, 0));
  for (let row = 1; row < heard.length; row++) standing = await afterEvent(listening, standing, rowOf(heard, row));
  return { ...standing, cursor: resumeCursor(heard) };
};

/** Logits of a field, given those before it, and which of its ids keep within bounds. */
const weigh = async (
  { model, bounds }: ContinuationOptions,
  { network, music }: ContinuationState,
  name: PianoFieldName,
  ids: Int32Array,
): Promise<{ readonly logits: Float32Array; readonly allowed: Allowed }> => {
  const index = pianoColumn[name];
  const logits = model.logits(network, { field: pianoSchema[index], index }, ids);
  return { logits, allowed: allowedIds(music, bounds, name, soFarIn(ids)) };
};

const sampleField = async (
  options: ContinuationOptions,
  standing: ContinuationState,
  name: PianoFieldName,
  ids: Int32Array,
): Promise<void> => {
  if (!fieldApplies(name, soFarIn(ids))) return;
  const { logits, allowed } = await weigh(options, standing, name, ids);
  options.onBounds?.(maskedProbability(logits, allowed));
  ids[pianoColumn[name]] = sample(logits, samplingAt(options, standing, name, ids), options.random, allowed);
};

/** Which waits bring the event where it is wanted; without a wish every one does. */
const inTime = (
  { cursor }: ContinuationState,
  { earliestStep = cursor.step, onTheDot = false }: EventConstraints,
): Allowed => {
  if (!onTheDot) return (id) => cursor.step + waitSteps(id) >= earliestStep;
  const wanted = earliestStep > cursor.step ? waitIdOf(earliestStep - cursor.step) : 0;
  return (id) => id === wanted;
};

/** Where an event stands whose wait is drawn. */
const stepOf = ({ cursor }: ContinuationState, ids: Int32Array): number =>
  cursor.step + waitSteps(ids[pianoColumn.wait]);

/** How a field is drawn: more surely where the plan repeats an earlier bar, which would drift otherwise. */
const samplingAt = (
  { sampling, told = unplanned }: ContinuationOptions,
  standing: ContinuationState,
  name: PianoFieldName,
  ids: Int32Array,
): SamplingOptions => {
  const step = name === 'wait' ? standing.cursor.step : stepOf(standing, ids);
  const bar = barAt(told.plan, step);
  const repeats = bar !== undefined && told.parts.references && repeatsNotes(told.plan.bars[bar]);
  return (repeats ? sampling.repeats : undefined) ?? sampling.fields?.[name] ?? sampling;
};

const sampleWait = async (
  options: ContinuationOptions,
  standing: ContinuationState,
  ids: Int32Array,
  view: RowView,
  wishes: EventConstraints,
): Promise<void> => {
  const { logits, allowed } = await weigh(options, standing, 'wait', ids);
  options.onBounds?.(maskedProbability(logits, allowed));
  const { waitBias } = wishes;
  const biased = waitBias ? logits.map((logit, id) => logit + waitBias(waitSteps(id))) : logits;
  const sampling = samplingAt(options, standing, 'wait', ids);
  const wait = sample(biased, sampling, options.random, both(allowed, inTime(standing, wishes), logits.length));
  ids[pianoColumn.wait] = wait;
  writeGiven(ids, givenAfterWait(standing.cursor, wait));
  writeAfterWait(ids, view, stepOf(standing, ids));
};

const ATTEMPTS = 8;

const isNote: Allowed = (id) => id < PEDAL_DOWN_ID;

const asWished = ({ what, onTheDot }: EventConstraints, allowed: Allowed, size: number): Allowed => {
  const wanted = what ?? (onTheDot ? isNote : undefined);
  return wanted ? both(wanted, allowed, size) : allowed;
};

/**
 * Draws wait and pitch as a pair that keeps within bounds: a wait after which the network would mostly play what is
 * not possible is mostly drawn again. A mask on the pitch alone would keep, say, a chord that is complete, and
 * squeeze a note in above it: music would creep upwards. After some attempts the mask has to do. The limit on quotes
 * acts alike: a wait behind which only the learned note makes sense is mostly drawn again.
 */
const sampleWaitAndWhat = async (
  options: ContinuationOptions,
  standing: ContinuationState,
  ids: Int32Array,
  view: RowView,
  wishes: EventConstraints,
): Promise<void> => {
  const { onQuote: _, ...untold } = options;
  const { sampling, random, onBounds } = untold;
  const attempts = sampling.temperature > 0 && !wishes.onTheDot ? ATTEMPTS : 1;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    await sampleWait(options, standing, ids, view, wishes);
    const { logits, allowed } = await weigh(options, standing, 'what', ids);
    onBounds?.(maskedProbability(logits, allowed));
    const telling = attempt === 1 ? options : untold;
    const unquoted = withinQuoteLimit(telling, standing.run, stepOf(standing, ids), logits, allowed);
    if (attempt < attempts && random.next() < maskedProbability(logits, unquoted)) continue;
    const what = asWished(wishes, unquoted, logits.length);
    ids[pianoColumn.what] = sample(logits, samplingAt(options, standing, 'what', ids), random, what);
    return;
  }
};

/** Draws the next event, field by field in the schema's order, each conditioned on those before it: a written row. */
export const sampleEvent = async (
  options: ContinuationOptions,
  standing: ContinuationState,
  wishes: EventConstraints = {},
): Promise<Int32Array> => {
  const { schema } = options.model.config;
  const absent = Int32Array.from(pianoSchema, ({ size }) => size);
  const ids = networkRow(schema, absent);
  ids[pianoColumn.who] = DAEMON_ID;
  const view = viewAfter(options, standing);
  writeBeforeWait(ids, view);
  await sampleWaitAndWhat(options, standing, ids, view, wishes);
  writeAfterWhat(ids, view, stepOf(standing, ids));
  for (const name of ['duration', 'velocity', 'tempo'] as const) await sampleField(options, standing, name, ids);
  return ids.slice(0, WIDTH);
};
