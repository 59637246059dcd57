import { PEDAL_DOWN_ID } from '../../encoding/piano/piano-schema.js';
import type { PlanSlot } from '../../encoding/plan/music-plan.js';
import { barAt, indexAt, repeatsNotes } from '../../encoding/plan/plan-place.js';
import type { Told } from '../../encoding/plan/told-plan.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { Allowed } from '../../model/sampling/sample.js';

/** The highest and lowest planned pitch at a step. */
export type PlannedRange = Pick<PlanSlot, 'top' | 'low'>;

/** The planned range at a step; undefined where none is given, and where a bar repeats the notes of another. */
export const plannedRange = ({ plan, parts }: Told, step: number): PlannedRange | undefined => {
  const bar = barAt(plan, step);
  if (bar !== undefined && parts.references && repeatsNotes(plan.bars[bar])) return undefined;
  const slot = parts.contour ? plan.slots.at(indexAt(plan.slots, step)) : undefined;
  return slot && slot.top >= 0 && step >= slot.step && step < slot.step + slot.steps ? slot : undefined;
};

/** Pitches of the range, and the pedal. */
export const isWithin =
  ({ top, low }: PlannedRange): Allowed =>
  (id) =>
    id >= PEDAL_DOWN_ID || (id >= low && id <= top);

/** Waits after which there is a pitch left: none above the top joins a chord, whose notes come from the bass up. */
export const leavesRoom =
  ({ top }: PlannedRange, chordTop: number): Allowed =>
  (id) =>
    waitSteps(id) > 0 || chordTop < top;
