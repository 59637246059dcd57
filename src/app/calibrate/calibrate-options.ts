import type { TrainingMusicOptions } from '../common-options.js';

/** How a model is calibrated. */
export interface CalibrateOptions extends TrainingMusicOptions {
  /** Works that it is compared with, and pieces that it writes in every round. */
  readonly works?: number;
  /** Bars of each. */
  readonly bars?: number;
  readonly rounds?: number;
  readonly seed?: number;
  /** The only folder in which models are looked for. */
  readonly models?: string;
}

export const calibrateDefaults = { works: 120, bars: 24, rounds: 5, seed: 1 } as const;
