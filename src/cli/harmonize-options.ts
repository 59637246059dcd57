import type { Command } from 'commander';
import { engineOption, type EngineWish } from './engine-option.js';
import { LARGEST_SEED } from './generate-options.js';
import { integerFrom, numberFrom } from './option-parsers.js';

/** The options of `harmonize` as commander gives them. */
export interface HarmonizeOptions {
  readonly temperature: number;
  readonly topP: number;
  readonly seed?: number;
  readonly samples: number;
  readonly particles: number;
  readonly model: string;
  readonly models?: string;
  readonly output: string;
  readonly engine: EngineWish;
  readonly json: boolean;
}

/** Adds the options of `harmonize` to a command. */
export const addHarmonizeOptions = (command: Command): Command =>
  command
    .option('-t, --temperature <x>', 'below 1 safer, above 1 wilder, 0 always the likeliest note', numberFrom(0, 5), 1)
    .option('--top-p <share>', 'nucleus sampling: cumulative probability p', numberFrom(0.01, 1), 0.98)
    .option('--seed <n>', 'number that starts the randomness: same seed, same harmonies', integerFrom(0, LARGEST_SEED))
    .option('--samples <n>', 'make n harmonisations and keep the likeliest', integerFrom(1, 100), 1)
    .option(
      '--particles <n>',
      'harmonies followed at once, so that chords lead where the melody goes; 1 looks only at the past',
      integerFrom(1, 256),
      8,
    )
    .option('--model <model>', 'the chorale model', 'chorale')
    .option('--models <folder>', 'use only models in this folder')
    .option('-o, --output <file or folder>', 'where to write the music', 'output')
    .option('--json', 'print one JSON object instead of a line', false)
    .addOption(engineOption());
