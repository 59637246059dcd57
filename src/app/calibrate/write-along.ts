import { atStart, afterEvent, type ListeningModel } from '../../composer/piano/continuation-state.js';
import { pianoConstraints } from '../../composer/piano/constraints.js';
import { sampleEvent } from '../../composer/piano/event-sampler.js';
import { fieldSampling } from '../../composer/piano/field-sampling.js';
import type { PlanAhead } from '../../composer/plan/plan-ahead.js';
import type { Calibration } from '../../encoding/calibration/calibration.js';
import { startCursor } from '../../encoding/piano/event-cursor.js';
import { pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { MeterSpan } from '../../encoding/shared/meter-span.js';
import { barAt, repeatsNotes } from '../../encoding/plan/plan-place.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { allParts, type Told } from '../../encoding/plan/told-plan.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import { defaultControls } from '../../protocol/controls/control-declarations.js';
import type { RandomSource } from '../../shared/random-source.js';

/** Music along a plan, up to a step. */
export interface PlannedMusic {
  readonly rows: EventSequence;
  readonly told: Told;
  readonly endStep: number;
}

/** The first bars of a work, with its whole plan. */
export const excerptOf = (rows: EventSequence, bars: number): PlannedMusic => {
  const plan = planOfRows(rows);
  const last = plan.bars[Math.min(bars, plan.bars.length) - 1];
  const told: Told = { plan, lastBar: plan.bars.length - 1, parts: allParts, recall: 'briefly' };
  return { rows, told, endStep: last.step + last.steps };
};

/** Whether the bar at a step is new: repeated bars are copied, not calibrated. */
export const isNewMusic =
  ({ told: { plan }, endStep }: PlannedMusic) =>
  (step: number): boolean => {
    const bar = barAt(plan, step);
    return step < endStep && bar !== undefined && !repeatsNotes(plan.bars[bar]);
  };

/** What a piece is written from. */
export interface Beginning {
  /** A stored start row, and the metre that it begins. */
  readonly start: Int32Array;
  readonly metres: readonly MeterSpan[];
  readonly plan: Pick<PlanAhead, 'told' | 'reach'>;
  readonly endStep: number;
}

const WIDTH = pianoSchema.length;

/** What a network writes by default along a plan. */
export const writeAlong = async (
  model: EventModel,
  { start, metres, plan, endStep }: Beginning,
  calibration: Calibration,
  random: RandomSource,
): Promise<PlannedMusic> => {
  const { temperature, topP } = defaultControls();
  const sampling = fieldSampling({ temperature, topP, topK: Infinity });
  const listening = (): ListeningModel => ({ model, bounds: pianoConstraints, told: plan.told });
  const about = { source: start[pianoColumn.source], composer: start[pianoColumn.composer] };
  const rows: Int32Array[] = [start];
  let state = await atStart(listening(), startCursor(metres, about), start);
  for (;;) {
    await plan.reach(state.cursor.step);
    const row = await sampleEvent({ ...listening(), model, sampling, random, calibration }, state);
    state = await afterEvent(listening(), state, row);
    if (state.cursor.step >= endStep) break;
    rows.push(row);
  }
  const ids = new Int32Array(rows.length * WIDTH);
  rows.forEach((row, i) => ids.set(row, i * WIDTH));
  return { rows: { length: rows.length, ids }, told: plan.told, endStep };
};
