import { calibrate, type Calibration } from '../../encoding/calibration/calibration.js';
import { placeInBar, givenAfterWait, writeGiven } from '../../encoding/piano/event-cursor.js';
import {
  networkRow,
  writeAfterWait,
  writeAfterWhat,
  writeBeforeWait,
  type RowView,
} from '../../encoding/piano/network-row.js';
import {
  DAEMON_ID,
  PEDAL_DOWN_ID,
  fieldApplies,
  pianoColumn,
  pianoSchema,
  type PianoFieldName,
} from '../../encoding/piano/piano-schema.js';
import { barAt, repeatsNotes } from '../../encoding/plan/plan-place.js';
import { unplanned } from '../../encoding/plan/told-plan.js';
import { waitIdOf, waitSteps } from '../../encoding/vocabulary/wait.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import { both, sample, type Allowed, type SamplingOptions } from '../../model/sampling/sample.js';
import type { RandomSource } from '../../shared/random-source.js';
import { maskedProbability } from '../masked-probability.js';
import { soFarIn, viewAfter, type ContinuationState, type ListeningModel } from './continuation-state.js';
import type { FieldSampling } from './field-sampling.js';
import { isWithin, leavesRoom, plannedRange, type PlannedRange } from './planned-range.js';
import { withinQuoteLimit, type QuoteOptions } from './quote-limit.js';
import { allowedIds } from './sampling-mask.js';

/** Constraints on a single event, besides the general ones. */
export interface EventConstraints {
  /** The event does not come before this step, at most 16 beats ahead, even if that exceeds a limit. */
  readonly earliestStep?: number;
  /** Exactly at the earliest step, as near as a wait can tell, and a note. */
  readonly onTheDot?: boolean;
  /** Preferred pitches and pedal events, if the constraints allow any of them. */
  readonly what?: Allowed;
  /** Added to the logits of waits: below 0 makes a wait of that length less likely. */
  readonly waitBias?: (steps: number) => number;
}

/** Constants while music is continued. */
export interface ContinuationOptions extends ListeningModel, QuoteOptions {
  readonly model: EventModel;
  readonly sampling: FieldSampling;
  readonly random: RandomSource;
  /** What makes the network's own music as real music is on average; absent for what it says by itself. */
  readonly calibration?: Calibration | undefined;
  /** Called for each sampled field with the share of probability that the constraints removed, 0–1. */
  readonly onBounds?: (removed: number) => void;
}

/** Whether the plan repeats the notes of an earlier bar at a step. */
const repeatsAt = ({ told = unplanned }: ContinuationOptions, step: number): boolean => {
  const bar = barAt(told.plan, step);
  return bar !== undefined && told.parts.references && repeatsNotes(told.plan.bars[bar]);
};

/** The step of an event whose wait is known. */
const stepOf = ({ cursor }: ContinuationState, ids: Int32Array): number =>
  cursor.step + waitSteps(ids[pianoColumn.wait]);

/** The step at which a field is sampled: a wait's, that of the event before. */
const stepAt = (state: ContinuationState, name: PianoFieldName, ids: Int32Array): number =>
  name === 'wait' ? state.cursor.step : stepOf(state, ids);

/** Logits of a field, given those before it, and which of its ids are allowed. */
const weigh = async (
  options: ContinuationOptions,
  state: ContinuationState,
  name: PianoFieldName,
  ids: Int32Array,
): Promise<{ readonly logits: Float32Array; readonly allowed: Allowed }> => {
  const { model, bounds, calibration } = options;
  const { network, music, memory, cursor } = state;
  const index = pianoColumn[name];
  const logits = model.logits(network, { field: pianoSchema[index], index }, ids);
  const allowed = allowedIds(music, bounds, name, soFarIn(ids));
  if (!calibration || repeatsAt(options, stepAt(state, name, ids))) return { logits, allowed };
  const situation = { memory, fromStep: cursor.step, ...placeInBar(cursor), ids };
  return { logits: calibrate(calibration, name, situation, logits), allowed };
};

const sampleField = async (
  options: ContinuationOptions,
  state: ContinuationState,
  name: PianoFieldName,
  ids: Int32Array,
): Promise<void> => {
  if (!fieldApplies(name, soFarIn(ids))) return;
  const { logits, allowed } = await weigh(options, state, name, ids);
  options.onBounds?.(maskedProbability(logits, allowed));
  ids[pianoColumn[name]] = sample(logits, samplingAt(options, state, name, ids), options.random, allowed);
};

/** The planned range at a step; a final chord, placed exactly, has rules of its own. */
const rangeAt = (
  { told = unplanned }: ContinuationOptions,
  step: number,
  { onTheDot = false }: EventConstraints,
): PlannedRange | undefined => (onTheDot ? undefined : plannedRange(told, step));

/** Which waits put the event where it is wanted; all, without constraints. */
const inTime = (
  { cursor }: ContinuationState,
  { earliestStep = cursor.step, onTheDot = false }: EventConstraints,
): Allowed => {
  if (!onTheDot) return (id) => cursor.step + waitSteps(id) >= earliestStep;
  const wanted = earliestStep > cursor.step ? waitIdOf(earliestStep - cursor.step) : 0;
  return (id) => id === wanted;
};

/** How a field is sampled: with less randomness where the plan repeats an earlier bar, which would drift otherwise. */
const samplingAt = (
  options: ContinuationOptions,
  state: ContinuationState,
  name: PianoFieldName,
  ids: Int32Array,
): SamplingOptions => {
  const { sampling } = options;
  const repeats = repeatsAt(options, stepAt(state, name, ids)) ? sampling.repeats : undefined;
  return repeats ?? sampling.fields?.[name] ?? sampling;
};

const sampleWait = async (
  options: ContinuationOptions,
  state: ContinuationState,
  ids: Int32Array,
  view: RowView,
  constraints: EventConstraints,
): Promise<void> => {
  const weighed = await weigh(options, state, 'wait', ids);
  const { logits } = weighed;
  options.onBounds?.(maskedProbability(logits, weighed.allowed));
  const { waitBias } = constraints;
  const range = rangeAt(options, state.cursor.step, constraints);
  const allowed = range
    ? both(leavesRoom(range, state.music.chordTop), weighed.allowed, logits.length)
    : weighed.allowed;
  const biased = waitBias ? logits.map((logit, id) => logit + waitBias(waitSteps(id))) : logits;
  const sampling = samplingAt(options, state, 'wait', ids);
  const wait = sample(biased, sampling, options.random, both(allowed, inTime(state, constraints), logits.length));
  ids[pianoColumn.wait] = wait;
  writeGiven(ids, givenAfterWait(state.cursor, wait));
  writeAfterWait(ids, view, stepOf(state, ids));
};

const ATTEMPTS = 8;

const isNote: Allowed = (id) => id < PEDAL_DOWN_ID;

const asWished = ({ what, onTheDot }: EventConstraints, allowed: Allowed, size: number): Allowed => {
  const wanted = what ?? (onTheDot ? isNote : undefined);
  return wanted ? both(wanted, allowed, size) : allowed;
};

/**
 * Samples wait and pitch as an allowed pair: a wait after which the network would mostly choose forbidden pitches is
 * usually sampled again. A mask on the pitch alone would, for example, add another note above a complete chord, so that
 * the music would drift upwards. After some attempts the mask is used anyway. The quote limit works the same way: a
 * wait after which only the training music's note makes sense is usually sampled again.
 */
const sampleWaitAndWhat = async (
  options: ContinuationOptions,
  state: ContinuationState,
  ids: Int32Array,
  view: RowView,
  constraints: EventConstraints,
): Promise<void> => {
  const { onQuote: _, ...untold } = options;
  const { sampling, random, onBounds } = untold;
  const attempts = sampling.temperature > 0 && !constraints.onTheDot ? ATTEMPTS : 1;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    await sampleWait(options, state, ids, view, constraints);
    const { logits, allowed: bounded } = await weigh(options, state, 'what', ids);
    onBounds?.(maskedProbability(logits, bounded));
    const range = rangeAt(options, stepOf(state, ids), constraints);
    const allowed = range ? both(isWithin(range), bounded, logits.length) : bounded;
    const telling = attempt === 1 ? options : untold;
    const unquoted = withinQuoteLimit(telling, state.run, stepOf(state, ids), logits, allowed);
    if (attempt < attempts && random.next() < maskedProbability(logits, unquoted)) continue;
    const what = asWished(constraints, unquoted, logits.length);
    ids[pianoColumn.what] = sample(logits, samplingAt(options, state, 'what', ids), random, what);
    return;
  }
};

/**
 * Samples the next event, field by field in the schema's order, each conditioned on those before it. Returns a stored
 * row.
 */
export const sampleEvent = async (
  options: ContinuationOptions,
  state: ContinuationState,
  constraints: EventConstraints = {},
): Promise<Int32Array> => {
  const { schema } = options.model.config;
  const absent = Int32Array.from(pianoSchema, ({ size }) => size);
  const ids = networkRow(schema, absent);
  ids[pianoColumn.who] = DAEMON_ID;
  const view = viewAfter(options, state);
  writeBeforeWait(ids, view);
  await sampleWaitAndWhat(options, state, ids, view, constraints);
  writeAfterWhat(ids, view, stepOf(state, ids));
  for (const name of ['duration', 'velocity', 'tempo'] as const) await sampleField(options, state, name, ids);
  return ids.slice(0, pianoSchema.length);
};
