import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

/** The options as commander gives them. */
interface ModelsFlags {
  readonly models?: string;
  readonly json: boolean;
  readonly names: boolean;
}

/** `models`: the models and their descriptions. */
export const registerModels = (program: Command, io: CommandIo): void => {
  const command = program
    .command('models')
    .description('List models, their scores and sources, and the composers that they can play.')
    .option('--models <folder>', 'list only this folder')
    .option('--json', 'print one JSON object instead of a table', false)
    .option('--names', 'print only names, one per line: models and their composers', false)
    .action(async ({ models, json, names }: ModelsFlags) => {
      const { listModelFacts, listPlayable } = await import('../../app/models/model-facts.js');
      const { modelSearchFolders } = await import('../../app/models/model-folders.js');
      const folders = modelSearchFolders(models, io.env);
      const playable = await listPlayable(folders);
      if (names) {
        io.stdout.write(playable.map(({ name }) => `${name}\n`).join(''));
        return;
      }
      const { modelsJson, modelsText } = await import('../reports/model-table.js');
      const found = await listModelFacts(folders);
      io.stdout.write(json ? `${modelsJson(found, playable)}\n` : modelsText(found, playable, folders, io.columns));
    });
  addHelp(command, { examples: [['models', 'name, network, training notes, nats per note, licence of the sources']] });
};
