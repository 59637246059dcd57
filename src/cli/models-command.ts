import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import type { ModelsOptions } from './list-models.js';

/** `models`: what there is to play, as the files themselves tell. */
export const registerModels = (program: Command, io: CommandIo): void => {
  program
    .command('models')
    .description('List models and scores: network, training data, sources, nats on unseen music.')
    .option('--models <folder>', 'list only this folder')
    .option('--json', 'print one JSON object instead of a table', false)
    .option('--names', 'print only names, one per line: models and their composers', false)
    .action(async (options: ModelsOptions) => {
      const { listAllModels } = await import('./list-models.js');
      await listAllModels(options, io);
    });
};
