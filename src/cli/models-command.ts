import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import type { ModelsOptions } from './list-models.js';

/** `models`: the models and their descriptions. */
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
