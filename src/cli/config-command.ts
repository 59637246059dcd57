import type { Command } from 'commander';
import { parseValue, leafOf } from '../adapters/settings/setting-values.js';
import type { CommandIo } from './command-io.js';
import { openSettings, readSettings } from './user-settings.js';

const COMMAND_LINE = 'config';

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const addReading = (config: Command, io: CommandIo): void => {
  config
    .command('get')
    .description('Print one setting as it holds.')
    .argument('<key>', 'e.g. web.port')
    .action((key: string) => {
      leafOf(key, COMMAND_LINE);
      io.stdout.write(`${asText(readSettings(io).get(key)?.value)}\n`);
    });
  config
    .command('list')
    .description('Print all settings as they hold, and where each comes from.')
    .option('--json', 'print one JSON object', false)
    .action(({ json }: { readonly json: boolean }) => {
      const settled = readSettings(io);
      if (json) io.stdout.write(`${JSON.stringify(Object.fromEntries(settled), null, 2)}\n`);
      else for (const [key, { value, source }] of settled) io.stdout.write(`${key} = ${asText(value)}  (${source})\n`);
    });
  config
    .command('path')
    .description('Print where the settings file is.')
    .action(() => {
      io.stdout.write(`${openSettings(io).file}\n`);
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
    .action((key: string, text: string) => {
      openSettings(io).set(key, parseValue(key, text, COMMAND_LINE));
    });
  config
    .command('reset')
    .description('Let the default hold again: for one setting, or for all.')
    .argument('[key]', 'e.g. web.port (default: all)')
    .action((key: string | undefined) => {
      if (key !== undefined) leafOf(key, COMMAND_LINE);
      openSettings(io).reset(key);
    });
};
