import { STEP_TICKS } from '../shared/grid.js';
import { DURATION_COUNT, durationTicks } from '../vocabulary/duration.js';
import { nearestIndex } from '../vocabulary/step-table.js';
import { WAIT_COUNT, waitSteps } from '../vocabulary/wait.js';

/** Steps of 1/48 beat: grace notes, then sixteenth triplets to a bar of four beats. */
const CLASS_STEPS = [0, 3, 4, 6, 8, 12, 16, 18, 24, 32, 36, 48, 72, 96, 144, 192];

export const LENGTH_CLASSES = CLASS_STEPS.length;

/** The class of a length in steps; 0 only for no length. */
export const lengthClass = (steps: number): number => (steps === 0 ? 0 : Math.max(1, nearestIndex(CLASS_STEPS, steps)));

const waitClasses = Array.from({ length: WAIT_COUNT }, (_, id) => lengthClass(waitSteps(id)));
const durationClasses = Array.from({ length: DURATION_COUNT }, (_, id) => lengthClass(durationTicks(id) / STEP_TICKS));

/** The class of a wait's id; an absent one counts as none. */
export const waitClass = (id: number): number => waitClasses.at(id) ?? 0;

/** The class of a duration's id. */
export const durationClass = (id: number): number => durationClasses[id];
