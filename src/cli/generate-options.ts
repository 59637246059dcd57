import type { Command } from 'commander';
import { engineOption, type EngineWish } from './engine-option.js';
import { integerFrom, numberFrom, quoteLimitFrom } from './option-parsers.js';

/** The options of `generate` as commander gives them. */
export interface GenerateOptions {
  readonly bars: number;
  readonly temperature: number;
  readonly topP: number;
  readonly topK?: number;
  /** How many times as strong the composer's name is. */
  readonly guidance: number;
  /** How free the bars are that a plan repeats, 0 (literal) to 100 %. */
  readonly variation: number;
  /** Most notes in a row as in what the model learned; null for any number. */
  readonly quoteLimit: number | null;
  /** As plan-form.ts reads it. */
  readonly form?: string;
  /** Whether to play by a plan, where there is a network that draws some. */
  readonly plan: boolean;
  readonly seed?: number;
  readonly tempo?: number;
  /** 0–100 %. */
  readonly expression: number;
  readonly prime?: string;
  readonly data?: string;
  readonly models?: string;
  readonly output: string;
  readonly engine: EngineWish;
  readonly json: boolean;
}

/** Seeds are what the random source takes whole. */
export const LARGEST_SEED = 2 ** 31 - 1;

/** Adds the options of `generate` to a command. */
export const addGenerateOptions = (command: Command): Command =>
  command
    .option('-b, --bars <n>', 'length of the piece', integerFrom(1, 1000), 32)
    .option('-t, --temperature <x>', 'below 1 safer, above 1 wilder, 0 always the likeliest note', numberFrom(0, 5), 1)
    .option('--top-p <share>', 'nucleus sampling: cumulative probability p', numberFrom(0.01, 1), 0.98)
    .option('--top-k <n>', 'sample only from the n likeliest (default: all)', integerFrom(1, 1000))
    .option('--guidance <x>', 'guidance scale (1 = off); other values halve the speed', numberFrom(0, 10), 1)
    .option(
      '--variation <percent>',
      'how freely bars are repeated: 0 exactly, 100 as freely as new ones',
      numberFrom(0, 100),
      40,
    )
    .option(
      '--quote-limit <notes>',
      'most notes in a row that may match the training music, 8 or more, or off',
      quoteLimitFrom,
      12,
    )
    .option('--form <form>', 'sections with their lengths in bars, "A8 A8 B8 A8", or binary, ternary, aaba, rondo')
    .option('--no-plan', 'do not plan the piece ahead')
    .option('--seed <n>', 'number that starts the randomness: same seed, same pieces', integerFrom(0, LARGEST_SEED))
    .option('--tempo <bpm>', 'quarter notes per minute (default: as in the primer)', numberFrom(10, 400))
    .option('--expression <percent>', 'how much rubato; 0 is strict time', numberFrom(0, 100), 100)
    .option('--prime <file.mid>', 'start from this music instead of a random primer')
    .option('--data <folder>', 'folder of composers to take the primer from (default: data/classical-music-midi)')
    .option('--models <folder>', 'use only models in this folder')
    .option('-o, --output <file or folder>', 'where to write the music', 'output')
    .option('--json', 'print one JSON object instead of lines', false)
    .addOption(engineOption());
