import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addEvaluateOptions, type EvaluateOptions } from '../evaluate-options.js';

/** `evaluate`: how well a model foresees music, beside what simple baselines do. */
export const registerEvaluate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('evaluate')
    .description('Measure a model on music it has not seen: nats per note by field, beside simple baselines.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .argument('[music]', 'folder of .mid files, or a chorale .json')
    .addHelpText(
      'after',
      '\nThe baselines learn from the training part of --data, never from a file that is evaluated. A model of one\n' +
        'composer hears all music as that composer’s.',
    );
  addEvaluateOptions(command).action(
    async (wanted: string, music: string | undefined, options: EvaluateOptions): Promise<void> => {
      const { runEvaluation } = await import('../../app/evaluate/evaluate-model.js');
      await runEvaluation(wanted, music, options, io);
    },
  );
};
