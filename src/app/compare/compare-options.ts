import type { EngineChoice, TrainingMusicOptions } from '../common-options.js';

/** How samples of a model are written, and beside what. `data` and `exclude` say what it was trained on. */
export interface CompareOptions extends TrainingMusicOptions {
  /** Beside the works that training kept aside, in place of other music. */
  readonly validation?: boolean;
  /** Whose manner to compare; none for those with most music. */
  readonly composer: readonly string[];
  readonly composers: number;
  /** For the listener: composers that nobody tuned on, reported apart. */
  readonly measured: readonly string[];
  /** Absent for as many as the kind of comparison needs. */
  readonly samples?: number;
  readonly bars: number;
  readonly temperature: readonly number[];
  /** Cumulative probabilities, 0–1. */
  readonly topP: readonly number[];
  /** Factors; 1 is as learned. */
  readonly guidance: readonly number[];
  /** Most notes in a row as in what the model learned; null for any number. */
  readonly quoteLimit: number | null;
  readonly begin: 'excerpt' | 'nothing';
  readonly seed: number;
  /** The only folder in which models are looked for. */
  readonly models?: string;
  readonly engine: EngineChoice;
}

/** What holds where nothing is said. */
export const compareDefaults = {
  composer: [],
  composers: 12,
  measured: [],
  bars: 64,
  temperature: [1],
  topP: [0.98],
  guidance: [1],
  quoteLimit: 12,
  begin: 'excerpt',
  seed: 1,
  engine: 'auto',
} as const satisfies CompareOptions;
