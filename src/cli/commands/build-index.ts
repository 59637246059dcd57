import type { Command } from 'commander';
import { DEFAULT_DATA } from '../../app/common-options.js';
import type { IndexOptions } from '../../app/models/index-model.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';
import { collectTexts } from '../option-parsers.js';

/** `index`: an older model is told what it could quote. */
export const registerIndex = (program: Command, io: CommandIo): void => {
  const command = program
    .command('index')
    .description('Add to a model without one the index by which it tells that it quotes what it learned.')
    .argument('<model>', 'name of a piano model, or path of a .safetensors file, which is changed')
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option('--exclude <text>', 'leave files with this in their path out of --data, as in training', collectTexts, [])
    .option('--from <model>', 'the model that it was fine-tuned from: what that could quote, too')
    .option('--models <folder>', 'look for models here only')
    .action(async (model: string, options: IndexOptions) => {
      const { indexModel } = await import('../../app/models/index-model.js');
      const { file, works, bytes } = await indexModel(model, options, contextOf(io));
      io.stdout.write(`${file}: knows what it could quote of ${works} works, ${(bytes / 1e6).toFixed(1)} MB\n`);
    });
  addHelp(command, {
    notes: ['Models that this version trains have one; it must be the very music that the model learned from.'],
    examples: [['index base --data music --exclude giantmidi', 'from now on it is told when it quotes']],
  });
};
