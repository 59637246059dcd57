import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_DATA } from '../app/common-options.js';
import { engineOption, type EngineWish } from './engine-option.js';
import { LARGEST_SEED } from './generate-options.js';
import { collectTexts, integerFrom, numberFrom, quoteLimitFrom } from './option-parsers.js';

/** The options of `compare` as commander gives them. */
export interface CompareOptions {
  readonly validation: boolean;
  readonly data?: readonly string[];
  readonly exclude: readonly string[];
  /** Whose manner to compare; none for those with most music. */
  readonly composer: readonly string[];
  readonly composers: number;
  readonly listener: boolean;
  /** For the listener: composers that nobody tuned on, reported apart. */
  readonly measured: readonly string[];
  /** Absent for as many as the kind of comparison needs. */
  readonly samples?: number;
  readonly bars: number;
  readonly temperature: readonly number[];
  readonly topP: readonly number[];
  readonly guidance: readonly number[];
  /** Most notes in a row as in what the model learned; null for any number. */
  readonly quoteLimit: number | null;
  readonly begin: 'excerpt' | 'nothing';
  readonly seed: number;
  readonly models?: string;
  readonly engine: EngineWish;
  readonly json: boolean;
}

/** For commander: numbers with commas between them. */
const numbersFrom = (min: number, max: number) => {
  const parse = numberFrom(min, max);
  return (text: string): readonly number[] => {
    const numbers = text.split(',').map(parse);
    if (new Set(numbers).size < numbers.length) throw new InvalidArgumentError('Expected each number once.');
    return numbers;
  };
};

/** Adds the options of `compare` to a command. */
export const addCompareOptions = (command: Command): Command =>
  command
    .option('--validation', 'compare with the works that training kept aside from the music in --data', false)
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option('--exclude <text>', 'leave files with this in their path out of --data, as in training', collectTexts, [])
    .option('--composer <name>', 'in whose manner; may be given several times', collectTexts, [])
    .option('--composers <n>', 'without --composer: so many, those with most music', integerFrom(1, 64), 12)
    .option('--listener', 'tell what is written from what is real by 16 bars, and by what', false)
    .option('--measured <name>', 'with --listener: a composer that nobody tuned on; several times', collectTexts, [])
    .option('--samples <n>', 'pieces to write for each composer (default: 50, with --listener 8)', integerFrom(1, 1000))
    .option('-b, --bars <n>', 'length of each piece, and of the real passages', integerFrom(4, 1000), 64)
    .option('-t, --temperature <list>', 'with these temperatures, e.g. 0.8,0.9,1', numbersFrom(0, 5), [1])
    .option('--top-p <list>', 'with the likeliest that make up these shares', numbersFrom(0.01, 1), [0.98])
    .option('--guidance <list>', 'with the composer so many times as strong; 1 is as learned', numbersFrom(0, 10), [1])
    .option('--quote-limit <notes>', 'most notes in a row as in what it learned, or off', quoteLimitFrom, 12)
    .addOption(
      new Option('--begin <with>', 'after an excerpt of training music, or from nothing')
        .choices(['excerpt', 'nothing'])
        .default('excerpt'),
    )
    .option('--seed <n>', 'first random number: equal seeds, equal pieces', integerFrom(0, LARGEST_SEED), 1)
    .option('--models <folder>', 'look for models here only')
    .option('--json', 'print one JSON object instead of Markdown tables', false)
    .addOption(engineOption());
