import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import type { ModelsOptions } from '../list-models.js';

/** `models`: what there is to play, as the files themselves tell. */
export const registerModels = (program: Command, io: CommandIo): void => {
  program
    .command('models')
    .description('List the models: network, training data, provenance and figure on unseen music.')
    .option('--models <folder>', 'look here only')
    .option('--json', 'print one JSON object instead of a table', false)
    .option('--names', 'print names only, one a line: models, and composers that they know', false)
    .action(async (options: ModelsOptions) => {
      const { listAllModels } = await import('../list-models.js');
      await listAllModels(options, io);
    });
};
