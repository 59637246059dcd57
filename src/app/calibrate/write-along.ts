import type { Calibration } from '../../encoding/calibration/calibration.js';
import { startCursor } from '../../encoding/piano/event-cursor.js';
import { pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import { meterSpansOf } from '../../encoding/piano/row-timeline.js';
import type { MusicPlan } from '../../encoding/plan/music-plan.js';
import { barAt, repeatsNotes } from '../../encoding/plan/plan-place.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { allParts, type Told } from '../../encoding/plan/told-plan.js';
import { atStart, afterEvent, type ListeningModel } from '../../composer/piano/continuation-state.js';
import { pianoConstraints } from '../../composer/piano/constraints.js';
import { sampleEvent } from '../../composer/piano/event-sampler.js';
import { fieldSampling } from '../../composer/piano/field-sampling.js';
import type { EventSequence } from '../../model/event-schema.js';
import { defaultControls } from '../../protocol/controls/control-declarations.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';

/** The first bars of a work's plan. */
export interface Outline {
  readonly told: Told;
  readonly endStep: number;
}

/** The outline of a work in which every bar is known. */
export const outlineOf = (rows: EventSequence, bars: number): Outline => {
  const plan = planOfRows(rows);
  const last = plan.bars[Math.min(bars, plan.bars.length) - 1];
  const told: Told = { plan, lastBar: plan.bars.length - 1, parts: allParts, recall: 'briefly' };
  return { told, endStep: last.step + last.steps };
};

/** Steps within an outline whose bar is new: repeated bars are copied, not calibrated. */
export const isNewMusic =
  ({ told: { plan }, endStep }: { readonly told: { readonly plan: MusicPlan }; readonly endStep: number }) =>
  (step: number): boolean => {
    const bar = barAt(plan, step);
    return step < endStep && bar !== undefined && !repeatsNotes(plan.bars[bar]);
  };

const WIDTH = pianoSchema.length;

/** What a network writes by default from a work's start row along its outline, as stored rows. */
export const writeAlong = async (
  model: EventModel,
  work: EventSequence,
  { told, endStep }: Outline,
  calibration: Calibration,
  random: RandomSource,
): Promise<EventSequence> => {
  const { temperature, topP } = defaultControls();
  const listening: ListeningModel = { model, bounds: pianoConstraints, told };
  const sampling = fieldSampling({ temperature, topP, topK: Infinity });
  const start = work.ids.slice(0, WIDTH);
  const about = { source: start[pianoColumn.source], composer: start[pianoColumn.composer] };
  const rows: Int32Array[] = [start];
  let state = await atStart(listening, startCursor(meterSpansOf(work), about), start);
  for (;;) {
    const row = await sampleEvent({ ...listening, model, sampling, random, calibration }, state);
    state = await afterEvent(listening, state, row);
    if (state.cursor.step >= endStep) break;
    rows.push(row);
  }
  const ids = new Int32Array(rows.length * WIDTH);
  rows.forEach((row, i) => ids.set(row, i * WIDTH));
  return { length: rows.length, ids };
};
