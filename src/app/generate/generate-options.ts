import type { EngineChoice } from '../common-options.js';
import type { OverwriteOptions } from '../output/output-files.js';

/** How a piece is composed. */
export interface PieceOptions {
  /** Length of the piece where no form gives it. */
  readonly bars: number;
  readonly temperature: number;
  /** Cumulative probability of nucleus sampling, 0–1. */
  readonly topP: number;
  /** Absent for no limit. */
  readonly topK?: number;
  /** How many times as strong the composer's name is. */
  readonly guidance: number;
  /** How free the bars are that a plan repeats, 0 (literal) to 100 %. */
  readonly variation: number;
  /** Most notes in a row as in what the model learned; null for any number. */
  readonly quoteLimit: number | null;
  /** As plan-form.ts reads it; absent for as many bars as are asked for. */
  readonly form?: string;
  /** Quarter notes a minute; absent for the primer's. */
  readonly tempo?: number;
  /** How much the tempo may vary, 0–100 %. */
  readonly expression: number;
  /** A .mid file to continue, in place of a random primer. */
  readonly prime?: string;
  /** A data folder that the primer is taken from. */
  readonly data?: string;
}

/** What is generated, with what, and where it goes. */
export interface GenerateOptions extends PieceOptions, OverwriteOptions {
  /** Whether to play by a plan, where there is a network that draws some. */
  readonly plan: boolean;
  /** Absent for a random one. */
  readonly seed?: number;
  /** The only folder in which models are looked for. */
  readonly models?: string;
  /** A folder, or for one piece a .mid file. */
  readonly output: string;
  readonly engine: EngineChoice;
}

/** What holds where nothing is said. */
export const generateDefaults = {
  bars: 32,
  temperature: 1,
  topP: 0.98,
  guidance: 1,
  variation: 40,
  quoteLimit: 12,
  expression: 100,
  plan: true,
  output: 'output',
  engine: 'auto',
} as const satisfies GenerateOptions;
