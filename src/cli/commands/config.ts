import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp, type HelpText } from '../help-text.js';

const help: HelpText = {
  notes: ['A flag comes before the environment (MUSIC_LSTM_WEB_PORT for web.port), that before the settings.'],
  examples: [
    ['config list', 'every setting, and where its value comes from'],
    ['config set controls.temperature 0.9', 'from the next start on'],
    [
      `config set schedules '[{"kind":"train","at":"0 3 * * *","composer":"Chopin"}]'`,
      'learns Chopin at three each night, with what was liked',
    ],
  ],
};

/** Where a setting that is wrong was named. */
const COMMAND_LINE = 'config';

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** All settings as they hold. */
const settingsNow = async (io: CommandIo) => (await import('../settings/read-settings.js')).readSettings(io);

/** The user's settings file; what reads it is loaded only by those who need it. */
const settingsFile = async (io: CommandIo) => (await import('../settings/user-settings.js')).openSettings(io);

const addReading = (config: Command, io: CommandIo): void => {
  config
    .command('get')
    .description('Print one setting as it holds.')
    .argument('<key>', 'e.g. web.port')
    .action(async (key: string) => {
      const { leafOf } = await import('../../adapters/settings/setting-values.js');
      leafOf(key, COMMAND_LINE);
      io.stdout.write(`${asText((await settingsNow(io)).get(key)?.value)}\n`);
    });
  config
    .command('list')
    .description('Print all settings as they hold, and where each comes from.')
    .option('--json', 'print one JSON object', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const settled = await settingsNow(io);
      if (json) io.stdout.write(`${JSON.stringify(Object.fromEntries(settled), null, 2)}\n`);
      else for (const [key, { value, source }] of settled) io.stdout.write(`${key} = ${asText(value)}  (${source})\n`);
    });
  config
    .command('path')
    .description('Print where the settings file is.')
    .action(async () => {
      io.stdout.write(`${(await settingsFile(io)).file}\n`);
    });
};

/** `config`: what the user has settled for good. */
export const registerConfig = (program: Command, io: CommandIo): void => {
  const config = program
    .command('config')
    .description('Settle things for good: a flag comes before the environment, that before these settings.');
  addReading(config, io);
  config
    .command('set')
    .description('Settle one thing; it holds from the next start on.')
    .argument('<key>', 'e.g. web.port')
    .argument('<value>', 'as in JSON, or plainly: on, auto, 3/4, 40-72')
    .action(async (key: string, text: string) => {
      const { parseValue } = await import('../../adapters/settings/setting-values.js');
      (await settingsFile(io)).set(key, parseValue(key, text, COMMAND_LINE));
    });
  config
    .command('reset')
    .description('Let the default hold again: for one setting, or for all.')
    .argument('[key]', 'e.g. web.port (default: all)')
    .action(async (key: string | undefined) => {
      const { leafOf } = await import('../../adapters/settings/setting-values.js');
      if (key !== undefined) leafOf(key, COMMAND_LINE);
      (await settingsFile(io)).reset(key);
    });
  addHelp(config, help);
};
