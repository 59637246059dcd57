import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

/** The options as commander gives them. */
interface ModelsFlags {
  readonly models?: string;
  readonly json: boolean;
  readonly names: boolean;
}

/** `models`: what there is to play, as the files themselves tell. */
export const registerModels = (program: Command, io: CommandIo): void => {
  const command = program
    .command('models')
    .description('List the models: network, training data, provenance and figure on unseen music.')
    .option('--models <folder>', 'look here only')
    .option('--json', 'print one JSON object instead of a table', false)
    .option('--names', 'print names only, one a line: models, and composers that they know', false)
    .action(async ({ models, json, names }: ModelsFlags) => {
      const { listModelFacts, playableNames } = await import('../../app/models/model-facts.js');
      const { modelSearchFolders } = await import('../../app/models/model-folders.js');
      const folders = modelSearchFolders(models, io.env);
      if (names) {
        io.stdout.write((await playableNames(folders)).map((name) => `${name}\n`).join(''));
        return;
      }
      const { modelsJson, modelsText } = await import('../reports/model-table.js');
      const found = await listModelFacts(folders);
      io.stdout.write(json ? `${modelsJson(found)}\n` : modelsText(found, folders));
    });
  addHelp(command, { examples: [['models', 'name, network, notes learned, nats per note, licence of the sources']] });
};
