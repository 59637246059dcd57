import type { EventSequence } from '../../model/event-schema.js';
import type { MetreSpan } from '../bar-position.js';
import { DURATION_COUNT, durationTicks } from '../duration-vocabulary.js';
import { STEPS_PER_BEAT, STEP_TICKS } from '../grid.js';
import { metreOf } from '../metre-table.js';
import { PEDAL_DOWN_ID } from '../piano-schema.js';
import { idAt, metreSpansOf, rowSteps } from '../row-timeline.js';
import { VELOCITY_COUNT, velocityOf } from '../velocity-bins.js';
import type { BarLine, PlanNote } from './music-plan.js';

/** Bars where the metre is unknown are those of 4/4. */
const COMMON_BAR_STEPS = 4 * STEPS_PER_BEAT;
const UNKNOWN_VELOCITY = 64;

/** A beat of a metre: dotted where three shorter notes make one, as in 6/8. */
const beatStepsOf = (metreId: number): number => {
  const metre = metreOf(metreId);
  if (!metre) return STEPS_PER_BEAT;
  const unit = (4 * STEPS_PER_BEAT) / metre.denominator;
  const isCompound = metre.denominator >= 8 && metre.numerator > 3 && metre.numerator % 3 === 0;
  return isCompound ? 3 * unit : unit;
};

/** The bars of some spans of metre, from the first bar line up to and with the bar that holds `lastStep`. */
export const barLinesOf = (spans: readonly MetreSpan[], lastStep: number): BarLine[] =>
  spans.flatMap((span, i) => {
    const next = spans.at(i + 1)?.step;
    const end = next ?? lastStep + 1;
    const whole = span.barSteps > 0 ? span.barSteps : COMMON_BAR_STEPS;
    const beatSteps = beatStepsOf(span.metreId);
    const bars: BarLine[] = [];
    for (let step = span.step; step < end; step += whole) {
      bars.push({ step, steps: next === undefined ? whole : Math.min(whole, next - step), beatSteps });
    }
    return bars;
  });

/** The notes of written rows, the player's among them, on the grid. */
export const planNotesOf = (sequence: EventSequence): PlanNote[] =>
  rowSteps(sequence).flatMap((step, row) => {
    const pitch = row === 0 ? PEDAL_DOWN_ID : idAt(sequence, row, 'what');
    if (pitch >= PEDAL_DOWN_ID) return [];
    const [duration, velocity] = [idAt(sequence, row, 'duration'), idAt(sequence, row, 'velocity')];
    const steps = duration < DURATION_COUNT ? durationTicks(duration) / STEP_TICKS : STEPS_PER_BEAT;
    return [
      { step, end: step + steps, pitch, velocity: velocity < VELOCITY_COUNT ? velocityOf(velocity) : UNKNOWN_VELOCITY },
    ];
  });

/** The notes and bars of written rows, for `annotate`; steps count from the start row. */
export const rowsToAnnotate = (sequence: EventSequence): { readonly notes: PlanNote[]; readonly bars: BarLine[] } => {
  const notes = planNotesOf(sequence);
  return { notes, bars: barLinesOf(metreSpansOf(sequence), notes.at(-1)?.step ?? 0) };
};
