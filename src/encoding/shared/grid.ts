import { PPQ } from '../../music/piece.js';

/** Steps of the grid per quarter note. 1/48 keeps triplets and 64ths exact (docs/decisions/0003). */
export const STEPS_PER_BEAT = 48;

/** Ticks per step of the grid. */
export const STEP_TICKS = PPQ / STEPS_PER_BEAT;

/** The nearest step of the absolute grid: onsets are rounded here once, and only differences are taken after. */
export const stepOfTick = (tick: number): number => Math.round(tick / STEP_TICKS);

export const tickOfStep = (step: number): number => step * STEP_TICKS;
