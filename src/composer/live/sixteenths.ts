import { PPQ } from '../../music/piece.js';

/** Ticks of a sixteenth. */
export const SIXTEENTH_TICKS = PPQ / 4;

/** The nearest sixteenth, counted from tick 0. */
export const sixteenthOfTick = (tick: number): number => Math.round(tick / SIXTEENTH_TICKS);
