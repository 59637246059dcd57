import { Option, type Command } from 'commander';
import { DEFAULT_DATA } from '../../app/common-options.js';
import type { EvaluateOptions } from '../../app/evaluate/evaluate-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { durationText } from '../duration-text.js';
import { engineOption } from '../engine-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { collectTexts, integerFrom } from '../option-parsers.js';

const help: HelpText = {
  notes: [
    'The baselines learn from the training part of --data, never from a file that is evaluated. A model of one composer hears all music as that composer’s.',
  ],
  examples: [
    ['evaluate Chopin unseen', 'nats per note of a model on a folder of .mid files'],
    ['evaluate Chopin --validation --data music', 'on the works that its training kept aside'],
    ['evaluate Chopin unseen --dynamic', 'also while it learns from each work as it goes on'],
  ],
};

const addOptions = (command: Command): Command =>
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

/** An evaluation that takes longer tells how far it is, this often. */
const PROGRESS_MS = 5000;

/** A line of progress now and then. */
const progressTo = (io: CommandIo) => {
  let startMs = io.now();
  let shownMs = startMs;
  return (done: number, total: number): void => {
    const nowMs = io.now();
    if (done === 0) shownMs = startMs = nowMs;
    if (nowMs - shownMs < PROGRESS_MS) return;
    shownMs = nowMs;
    const left = durationText(((total - done) * (nowMs - startMs)) / done / 1000);
    io.stderr.write(`evaluated ${Math.floor((100 * done) / total)} %, ${left} left\n`);
  };
};

/** `evaluate`: how well a model foresees music, beside what simple baselines do. */
export const registerEvaluate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('evaluate')
    .description('Measure a model on music it has not seen: nats per note by field, beside simple baselines.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .argument('[music]', 'folder of .mid files, or a chorale .json');
  addOptions(command).action(
    async (wanted: string, music: string | undefined, options: EvaluateOptions & { readonly json: boolean }) => {
      const { evaluateModel } = await import('../../app/evaluate/evaluate-model.js');
      const { evaluationJson, evaluationText } = await import('../reports/evaluation-report.js');
      const context = { ...contextOf(io), progress: progressTo(io) };
      const evaluation = await evaluateModel(wanted, music, options, context);
      const { baselines } = evaluation;
      if (typeof baselines === 'string') io.stderr.write(`note: no baselines, since ${baselines}.\n`);
      io.stdout.write(options.json ? `${evaluationJson(evaluation)}\n` : evaluationText(evaluation));
    },
  );
  addHelp(command, help);
};
