import type { EngineChoice } from '../common-options.js';
import type { OverwriteOptions } from '../output/output-files.js';

/** How a melody is harmonised, and where the harmony goes. */
export interface HarmonizeOptions extends OverwriteOptions {
  readonly temperature: number;
  /** Cumulative probability of nucleus sampling, 0–1. */
  readonly topP: number;
  /** Absent for a random one. */
  readonly seed?: number;
  /** So many harmonies are made, and the likeliest is kept. */
  readonly samples: number;
  /** Of sequential Monte Carlo; 1 looks at the past alone. */
  readonly particles: number;
  /** The chorale model's name. */
  readonly model: string;
  /** The only folder in which models are looked for. */
  readonly models?: string;
  /** A folder or a .mid file. */
  readonly output: string;
  readonly engine: EngineChoice;
}

/** What holds where nothing is said. */
export const harmonizeDefaults = {
  temperature: 1,
  topP: 0.98,
  samples: 1,
  particles: 8,
  model: 'chorale',
  output: 'output',
  engine: 'auto',
} as const satisfies HarmonizeOptions;
