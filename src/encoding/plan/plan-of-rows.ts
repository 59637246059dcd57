import type { EventSequence } from '../../model/event-schema.js';
import type { MeterSpan } from '../shared/meter-span.js';
import { durationTicks } from '../vocabulary/duration.js';
import { STEPS_PER_BEAT, STEP_TICKS } from '../shared/grid.js';
import { meterOfId } from '../vocabulary/meter.js';
import { PEDAL_DOWN_ID, absentIn } from '../piano/piano-schema.js';
import type { PlacedEvent } from '../piano/event-rows.js';
import { idAt, meterSpansOf, placedAt, rowSteps } from '../piano/row-timeline.js';
import { velocityOf } from '../vocabulary/velocity.js';
import { annotate } from '../annotation/annotate.js';
import type { BarLine, MusicPlan, PlanNote } from './music-plan.js';

/** Bars of unknown length count as four beats. */
const COMMON_BAR_STEPS = 4 * STEPS_PER_BEAT;
const EIGHTH_STEPS = STEPS_PER_BEAT / 2;

/** The beat of a metre: a dotted quarter in 6/8, 9/8 and 12/8, else an eighth or a quarter by its denominator. */
const beatStepsOf = (meterId: number): number => {
  const metre = meterOfId(meterId);
  if (!metre || metre.denominator < 8) return STEPS_PER_BEAT;
  return metre.numerator > 3 && metre.numerator % 3 === 0 ? 3 * EIGHTH_STEPS : EIGHTH_STEPS;
};

/** The bars of some metre spans up to a step; a change of metre cuts a bar short. */
export const barLinesOf = (spans: readonly MeterSpan[], lastStep: number): BarLine[] =>
  spans.flatMap((span, i) => {
    const end = i + 1 < spans.length ? spans[i + 1].step : Infinity;
    const steps = span.barSteps > 0 ? span.barSteps : COMMON_BAR_STEPS;
    const beatSteps = beatStepsOf(span.meterId);
    const bars: BarLine[] = [];
    for (let step = span.step; step < end && step <= lastStep; step += steps) {
      bars.push({ step, steps: Math.min(steps, end - step), beatSteps });
    }
    return bars;
  });

/** The velocity of notes of which none is known. */
const UNKNOWN_VELOCITY = 64;

/** A note event for the annotator; a note of unknown length lasts a beat. */
export const planNoteOf = ({ step, what, duration, velocity }: Omit<PlacedEvent, 'who' | 'tempo'>): PlanNote => ({
  step,
  end: step + (duration < absentIn('duration') ? durationTicks(duration) / STEP_TICKS : STEPS_PER_BEAT),
  pitch: what,
  velocity: velocity < absentIn('velocity') ? velocityOf(velocity) : UNKNOWN_VELOCITY,
});

/** The notes in rows of the piano schema, by step and pitch. */
export const planNotesOf = (sequence: EventSequence): PlanNote[] =>
  rowSteps(sequence)
    .flatMap((step, row) =>
      row === 0 || idAt(sequence, row, 'what') >= PEDAL_DOWN_ID ? [] : [planNoteOf(placedAt(sequence, row, step))],
    )
    .sort((a, b) => a.step - b.step || a.pitch - b.pitch);

/** The plan of music in rows of the piano schema. */
export const planOfRows = (sequence: EventSequence): MusicPlan => {
  const notes = planNotesOf(sequence);
  return annotate(notes, barLinesOf(meterSpansOf(sequence), notes.at(-1)?.step ?? -1));
};
