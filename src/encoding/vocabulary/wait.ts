import { tickOfStep } from '../shared/grid.js';
import { nearestIndex, stepRange, type StepVocabulary } from './step-table.js';

/** Every step up to a beat, then triplets, sixteenths, beats, bars, chosen by frequency (docs/decisions/0003). */
const WAIT_STEPS: StepVocabulary = [
  ...stepRange(0, 48, 1),
  ...stepRange(49, 72, 1).filter((steps) => steps % 3 === 0 || steps % 4 === 0),
  ...stepRange(78, 96, 6),
  ...stepRange(108, 192, 12),
  ...[216, 240, 288, 384, 576, 768],
];

export const WAIT_COUNT = WAIT_STEPS.length;

/** The longest wait, 16 beats; longer silences are shortened by whole bars before encoding. */
export const LONGEST_WAIT_STEPS = WAIT_STEPS[WAIT_COUNT - 1];

/** Steps of 1/48 beat between two onsets. */
export const waitSteps = (id: number): number => WAIT_STEPS[id];

/** Ticks at PPQ 480 between two onsets. */
export const waitTicks = (id: number): number => tickOfStep(waitSteps(id));

/** The id nearest to a number of steps, never 0: wait 0 means "struck together", which rounding must not produce. */
export const waitIdOf = (steps: number): number => Math.max(1, nearestIndex(WAIT_STEPS, steps));
