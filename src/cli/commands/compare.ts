import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_DATA, LARGEST_SEED } from '../../app/common-options.js';
import { compareDefaults, type CompareOptions } from '../../app/compare/compare-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { engineOption } from '../engine-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { collectTexts, integerFrom, numberFrom, quoteLimitFrom } from '../option-parsers.js';
import { progressLine } from '../reports/progress-line.js';

const help: HelpText = {
  notes: [
    'Prints Markdown tables by setting, composer, statistic and distribution. Ranges are the middle nine tenths of passages of the training music; distributions are compared with unseen music. A classifier of composers, trained on the training music, names the composer of each sample (docs/quality.md).',
    'Progress goes to stderr; Ctrl-C ends without tables.',
  ],
  examples: [
    ['compare base --validation --data music', 'the 12 composers with most music, 50 pieces of 64 bars each'],
    ['compare Chopin unseen --data music --temperature 0.8,0.9,1', 'which temperature comes nearest to real music'],
  ],
};

/** The options as commander gives them. */
interface CompareFlags extends CompareOptions {
  readonly listener: boolean;
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

const { bars, begin, composers, guidance, quoteLimit, seed, temperature, topP } = compareDefaults;

/** Beside which music, and whose. */
const addMusicOptions = (command: Command): Command =>
  command
    .option('--validation', 'compare with the validation works of the music in --data', false)
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option(
      '--exclude <text>',
      'leave out files whose path contains this, as in training (repeatable)',
      collectTexts,
      [],
    )
    .option('--composer <name>', 'composer to write as (repeatable)', collectTexts, [])
    .option('--composers <n>', 'without --composer: the n with most music', integerFrom(1, 64), composers)
    .option('--listener', 'test whether a classifier can tell written from real music by 16 bars', false)
    .option('--measured <name>', 'with --listener: a composer not used for tuning (repeatable)', collectTexts, []);

/** How the model writes. */
const addWritingOptions = (command: Command): Command =>
  command
    .option('--samples <n>', 'pieces per composer (default: 50, with --listener 8)', integerFrom(1, 1000))
    .option('-b, --bars <n>', 'length of each piece and of the real passages', integerFrom(4, 1000), bars)
    .option(
      '-t, --temperature <list>',
      'temperatures to compare, for example 0.8,0.9,1',
      numbersFrom(0, 5),
      temperature,
    )
    .option('--top-p <list>', 'nucleus sampling: cumulative probabilities to compare', numbersFrom(0.01, 1), topP)
    .option('--guidance <list>', 'guidance scales to compare (1 = off)', numbersFrom(0, 10), guidance)
    .option(
      '--quote-limit <notes>',
      'most notes in a row that may match the training music, or off',
      quoteLimitFrom,
      quoteLimit,
    )
    .addOption(
      new Option('--begin <with>', 'start from an excerpt of training music, or from nothing')
        .choices(['excerpt', 'nothing'])
        .default(begin),
    )
    .option(
      '--seed <n>',
      'number that starts the randomness: same seed, same pieces',
      integerFrom(0, LARGEST_SEED),
      seed,
    )
    .option('--models <folder>', 'use only models in this folder')
    .option('--json', 'print one JSON object instead of Markdown tables', false)
    .addOption(engineOption());

/** `compare`: what a model writes, compared with unseen real music. */
export const registerCompare = (program: Command, io: CommandIo): void => {
  const command = program
    .command('compare')
    .description('Write many pieces with a model and compare them with unseen music.')
    .argument('<model>', 'name of a model or composer, path of a .safetensors file, or folder of written .mid files')
    .argument('[music]', 'folder of .mid files, one folder per composer');
  addWritingOptions(addMusicOptions(command)).action(
    async (wanted: string, music: string | undefined, { json, listener, ...options }: CompareFlags) => {
      const context = { ...contextOf(io), progress: progressLine(io, (done, total) => `${done} of ${total} pieces`) };
      const { isMusicFolder, runMachineListener } = await import('../../app/compare/machine-listener.js');
      if (listener || (await isMusicFolder(wanted))) {
        const { listenerJson, listenerText } = await import('../reports/listener-report.js');
        const found = await runMachineListener(wanted, options, context);
        io.stdout.write(json ? `${listenerJson(found)}\n` : listenerText(found));
      } else {
        const { compareModel } = await import('../../app/compare/compare-model.js');
        const { comparisonJson, comparisonText } = await import('../reports/comparison-report.js');
        const found = await compareModel(wanted, music, options, context);
        io.stdout.write(json ? `${comparisonJson(found)}\n` : comparisonText(found));
      }
    },
  );
  addHelp(command, help);
};
