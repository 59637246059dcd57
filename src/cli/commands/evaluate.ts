import { Option, type Command } from 'commander';
import { DEFAULT_DATA } from '../../app/common-options.js';
import type { EvaluateOptions } from '../../app/evaluate/evaluate-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { engineOption } from '../engine-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { collectTexts, integerFrom } from '../option-parsers.js';
import { percentText, progressLine } from '../reports/progress-line.js';

const help: HelpText = {
  notes: [
    'The baselines learn from the training part of --data, never from a file that is evaluated. A model of one composer hears all music as that composer’s.',
  ],
  examples: [
    ['evaluate Chopin unseen', 'measures a model on a folder of .mid files'],
    ['evaluate Chopin --validation --data music', 'on the works that its training kept apart'],
    ['evaluate Chopin unseen --dynamic', 'also while it adapts to each work'],
  ],
};

const addOptions = (command: Command): Command =>
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

/** `evaluate`: how well a model predicts music, compared with simple baselines. */
export const registerEvaluate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('evaluate')
    .description('Measure how well a model predicts unseen music, in nats per note, against simple baselines.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .argument('[music]', 'folder of .mid files, or a chorale .json');
  addOptions(command).action(
    async (wanted: string, music: string | undefined, options: EvaluateOptions & { readonly json: boolean }) => {
      const { evaluateModel } = await import('../../app/evaluate/evaluate-model.js');
      const { evaluationJson, evaluationText } = await import('../reports/evaluation-report.js');
      const context = { ...contextOf(io), progress: progressLine(io, percentText('evaluated')) };
      const evaluation = await evaluateModel(wanted, music, options, context);
      const { baselines } = evaluation;
      if (typeof baselines === 'string') io.stderr.write(`note: no baselines: ${baselines}.\n`);
      io.stdout.write(options.json ? `${evaluationJson(evaluation)}\n` : evaluationText(evaluation));
    },
  );
  addHelp(command, help);
};
