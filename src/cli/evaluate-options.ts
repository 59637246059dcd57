import { Option, type Command } from 'commander';
import type { ChoraleSplitName } from '../encoding/chorale/chorale-file.js';
import { DEFAULT_DATA } from './default-data.js';
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
      new Option('--split <split>', 'part of the chorale .json (default: the only one in it)').choices([
        'train',
        'valid',
        'test',
      ]),
    )
    .option('--validation', 'evaluate on the validation works of the music in --data', false)
    .option('--listening', 'also score one hand, given the other (or the voice of songs) as live input', false)
    .option(
      '--dynamic [works]',
      'also score a model that adapts to each work, for this many works (default: all; slow)',
      integerFrom(1, 1_000_000),
    )
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option(
      '--exclude <text>',
      'leave out files whose path contains this, as in training (repeatable)',
      collectTexts,
      [],
    )
    .option('--models <folder>', 'use only models in this folder')
    .option('--threads <n>', 'threads (default: all cores)', integerFrom(1, 256))
    .option('--json', 'print one JSON object instead of a table', false)
    .addOption(engineOption());
