import type { Command } from 'commander';
import { DEFAULT_DATA } from '../../app/common-options.js';
import type { IndexOptions } from '../../app/models/index-model.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';
import { collectTexts } from '../option-parsers.js';
import { progressLine } from '../reports/progress-line.js';

/** `index`: adds the index of training music to an older model. */
export const registerIndex = (program: Command, io: CommandIo): void => {
  const command = program
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
    .option('--json', 'print one JSON object instead of a line', false)
    .action(async (model: string, { json, ...options }: IndexOptions & { readonly json: boolean }) => {
      const { indexModel } = await import('../../app/models/index-model.js');
      const progress = progressLine(io, (files, of) => `read ${files} of ${of} files`);
      const added = await indexModel(model, options, { ...contextOf(io), progress });
      const { file, works, bytes } = added;
      const text = `${file}: now has an index of ${works} works to detect quotations, ${(bytes / 1e6).toFixed(1)} MB`;
      io.stdout.write(`${json ? JSON.stringify(added) : text}\n`);
    });
  addHelp(command, {
    notes: ['New models already have an index. Give exactly the music that the model was trained on.'],
    examples: [['index base --data music --exclude giantmidi', 'from now on quotations are detected']],
  });
};
