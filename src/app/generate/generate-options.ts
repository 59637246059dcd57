import { LARGEST_SEED, type EngineChoice } from '../common-options.js';
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

/** A range that a number must be in. */
export interface Limits {
  readonly from: number;
  readonly to: number;
  readonly isWhole?: boolean;
}

/** What the numbers may be. */
export const generateLimits = {
  bars: { from: 1, to: 1000, isWhole: true },
  temperature: { from: 0, to: 5 },
  topP: { from: 0.01, to: 1 },
  topK: { from: 1, to: 1000, isWhole: true },
  guidance: { from: 0, to: 10 },
  variation: { from: 0, to: 100 },
  tempo: { from: 10, to: 400 },
  expression: { from: 0, to: 100 },
  seed: { from: 0, to: LARGEST_SEED, isWhole: true },
} as const satisfies Readonly<Partial<Record<keyof GenerateOptions, Limits>>>;
