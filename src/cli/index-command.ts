import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { DEFAULT_DATA } from './default-data.js';
import type { IndexOptions } from './index-model.js';
import { collectTexts } from './option-parsers.js';

/** `index`: adds the index of training music to an older model. */
export const registerIndex = (program: Command, io: CommandIo): void => {
  program
    .command('index')
    .description('Add to a model the index that detects quotations of its training music.')
    .argument('<model>', 'name of a piano model, or path of a .safetensors file; the file is changed')
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option(
      '--exclude <text>',
      'leave out files whose path contains this, as in training (repeatable)',
      collectTexts,
      [],
    )
    .option('--from <model>', 'the model that it was fine-tuned from, to include its index')
    .option('--models <folder>', 'use only models in this folder')
    .action(async (model: string, options: IndexOptions) => {
      const { indexModel } = await import('./index-model.js');
      await indexModel(model, options, io);
    });
};
