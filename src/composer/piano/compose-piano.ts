import type { Meter } from '../../music/meter.js';
import { spanAt, stepsIntoBar, type MeterSpan } from '../../encoding/shared/meter-span.js';
import { decodeEvents } from '../../encoding/piano/decode-events.js';
import { STEPS_PER_BEAT, tickOfStep } from '../../encoding/shared/grid.js';
import { meterOfId } from '../../encoding/vocabulary/meter.js';
import { PEDAL_DOWN_ID, pianoColumn } from '../../encoding/piano/piano-schema.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { Piece } from '../../music/piece.js';
import { afterEvent, afterIngesting, type ContinuationState } from './continuation-state.js';
import { sampleEvent, type ContinuationOptions, type EventConstraints } from './event-sampler.js';
import { cutPiece } from '../cut-piece.js';
import { afterOwn } from './quote-limit.js';
import { sampleTowardsEnd, finalChordOf, type DrawnEvent } from '../plan/final-chord.js';
import type { PlanAhead } from '../plan/plan-ahead.js';
import { sectionMarkers } from '../plan/section-markers.js';

/** What to write. */
export interface PianoRequest {
  /** The primer; only a start row to begin from nothing. */
  readonly seed: EventSequence;
  /** Bars, in the metre at the primer's end. */
  readonly bars: number;
  /** The piece's own tempo, quarters per minute. */
  readonly bpm: number;
  /** How much of the network's tempo deviations to follow, 0–1. */
  readonly expression: number;
  readonly title: string;
  /** Told after each event how many bars are written, of how many. */
  readonly onProgress?: (bars: number, of: number) => void;
  /** The plan, sampled ahead; steps count from the primer's start row. */
  readonly plan?: PlanAhead;
}

const COMMON_TIME: Meter = { numerator: 4, denominator: 4 };

/** With an unknown metre, bars are 4/4. */
const countable = (span: MeterSpan): MeterSpan =>
  span.barSteps > 0 ? span : { ...span, barSteps: 4 * STEPS_PER_BEAT };

const barSpan = ({ cursor }: ContinuationState): MeterSpan => countable(spanAt(cursor.metres, cursor.step));

/** The next bar line, or the current one before any event. */
const nextBarLine = ({ cursor }: ContinuationState, span: MeterSpan, heardEvents: number): number =>
  cursor.step - stepsIntoBar(span, cursor.step) + (heardEvents > 0 ? span.barSteps : 0);

/** Events of some whole bars, and the steps of the first bar line and of the last. */
interface Passage {
  readonly rows: readonly Int32Array[];
  readonly startStep: number;
  readonly endStep: number;
}

/** The step of an event sampled after a state. */
const onset = (before: ContinuationState, ids: Int32Array): number =>
  before.cursor.step + waitSteps(ids[pianoColumn.wait]);

const telling = (options: ContinuationOptions, plan: PlanAhead | undefined): ContinuationOptions =>
  plan ? { ...options, told: plan.told } : options;

/** The next event; near the end of a plan, the approach to its last chord, and then undefined. */
const drawNext = async (
  options: ContinuationOptions,
  from: ContinuationState,
  constraints: EventConstraints,
  { plan, struck }: { readonly plan: PlanAhead | undefined; readonly struck: (step: number) => number },
): Promise<DrawnEvent | undefined> => {
  await plan?.reach(from.cursor.step);
  const final = plan && finalChordOf(plan.told);
  const told = telling(options, plan);
  if (final) return sampleTowardsEnd(told, from, constraints, final, struck(final.step));
  return { ids: await sampleEvent(told, from, constraints), from };
};

const isNote = (ids: Int32Array): boolean => ids[pianoColumn.what] < PEDAL_DOWN_ID;

/**
 * Starts at the bar line before the first event, which is at `earliestStep` or later; with a plan exactly at that bar
 * line, where the piece may begin with a rest.
 */
const composePassage = async (
  options: ContinuationOptions,
  from: ContinuationState,
  earliestStep: number,
  span: MeterSpan,
  { bars, plan, onProgress }: Pick<PianoRequest, 'bars' | 'plan' | 'onProgress'>,
): Promise<Passage> => {
  const rows: Int32Array[] = [];
  const steps: number[] = [];
  const struck = (step: number): number => {
    const first = steps.findLastIndex((earlier) => earlier < step) + 1;
    return rows.slice(first).filter(isNote).length;
  };
  let state = from;
  let drawn = await drawNext(options, state, { earliestStep }, { plan, struck });
  const firstStep = plan || !drawn ? earliestStep : onset(drawn.from, drawn.ids);
  const startStep = firstStep - stepsIntoBar(span, firstStep);
  const endStep = startStep + bars * span.barSteps;
  while (drawn && onset(drawn.from, drawn.ids) < endStep) {
    rows.push(drawn.ids);
    steps.push(onset(drawn.from, drawn.ids));
    onProgress?.(Math.floor((steps[steps.length - 1] - startStep) / span.barSteps), bars);
    const heard = await afterEvent(telling(options, plan), drawn.from, drawn.ids);
    state = afterOwn(heard, drawn.ids[pianoColumn.what], options);
    drawn = await drawNext(options, state, {}, { plan, struck });
  }
  return { rows, startStep, endStep };
};

const joinRows = (seed: EventSequence, rows: readonly Int32Array[]): EventSequence => {
  const ids = new Int32Array(seed.ids.length + rows.reduce((sum, row) => sum + row.length, 0));
  ids.set(seed.ids);
  rows.forEach((row, i) => ids.set(row, seed.ids.length + i * row.length));
  return { length: seed.length + rows.length, ids };
};

/**
 * Continues a primer at the next bar line and writes whole bars; the primer is not part of the piece. Equal random
 * sources give equal pieces. Sections of a plan are marked by letters.
 */
export const composePiano = async (options: ContinuationOptions, request: PianoRequest): Promise<Piece> => {
  const { seed, bpm, expression, title } = request;
  const state = await afterIngesting(options, seed);
  const span = barSpan(state);
  const earliestStep = nextBarLine(state, span, seed.length - 1);
  const { rows, startStep, endStep } = await composePassage(options, state, earliestStep, span, request);
  const metre = meterOfId(span.meterId) ?? COMMON_TIME;
  const whole = decodeEvents(joinRows(seed, rows), { bpm, expression, metre, title });
  const markers = request.plan ? sectionMarkers(request.plan.told.plan) : whole.markers;
  return cutPiece({ ...whole, markers }, tickOfStep(startStep), tickOfStep(endStep));
};
