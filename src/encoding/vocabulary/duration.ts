import { STEP_TICKS, tickOfStep } from '../shared/grid.js';
import { nearestIndex, stepRange, type StepVocabulary } from './step-table.js';

/** Every step up to a beat, 1/16 beats up to two, quarter beats up to four, then common lengths of long notes. */
const DURATION_STEPS: StepVocabulary = [
  ...stepRange(1, 48, 1),
  ...stepRange(51, 96, 3),
  ...stepRange(108, 192, 12),
  ...[216, 240, 264, 288, 336, 384, 480, 576, 768],
];

export const DURATION_COUNT = DURATION_STEPS.length;

/** Ticks at PPQ 480, 10 … 7,680. */
export const durationTicks = (id: number): number => tickOfStep(DURATION_STEPS[id]);

/** The id nearest to a length in ticks, rounded to whole steps first, so that ending 4 ticks early changes nothing. */
export const durationIdOf = (ticks: number): number => nearestIndex(DURATION_STEPS, Math.round(ticks / STEP_TICKS));
