import { Option, type Command } from 'commander';
import type { ChoraleSplitName } from '../encoding/chorale/chorale-file.js';
import { DEFAULT_DATA } from '../app/common-options.js';
import { engineOption, type EngineWish } from './engine-option.js';
import { collectTexts, integerFrom } from './option-parsers.js';

/** The options of `evaluate` as commander gives them. */
export interface EvaluateOptions {
  readonly split?: ChoraleSplitName;
  readonly validation: boolean;
  readonly listening: boolean;
  /** True, or of so many works. */
  readonly dynamic?: true | number;
  readonly data?: readonly string[];
  readonly exclude: readonly string[];
  readonly models?: string;
  readonly engine: EngineWish;
  readonly threads?: number;
  readonly json: boolean;
}

/** Adds the options of `evaluate` to a command. */
export const addEvaluateOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--split <split>', 'which chorales of the .json (default: the only split in it)').choices([
        'train',
        'valid',
        'test',
      ]),
    )
    .option('--validation', 'evaluate on the works that training kept aside from the music in --data', false)
    .option(
      '--listening',
      'also give one hand, or the voice of songs, to a player: does the network foresee the rest better?',
      false,
    )
    .option(
      '--dynamic [works]',
      'also while the model learns from each work as it goes on, of so many works (default: all; slow)',
      integerFrom(1, 1_000_000),
    )
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option('--exclude <text>', 'leave files with this in their path out of --data, as in training', collectTexts, [])
    .option('--models <folder>', 'look for models here only')
    .option('--threads <n>', 'threads (default: all cores)', integerFrom(1, 256))
    .option('--json', 'print one JSON object instead of a table', false)
    .addOption(engineOption());
