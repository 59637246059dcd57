import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';

const addReading = (config: Command, io: CommandIo): void => {
  config
    .command('get')
    .description('Print one setting as it holds.')
    .argument('<key>', 'e.g. web.port')
    .action(async (key: string) => {
      const { printSetting } = await import('../list-settings.js');
      await printSetting(key, io);
    });
  config
    .command('list')
    .description('Print all settings as they hold, and where each comes from.')
    .option('--json', 'print one JSON object', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const { listSettings } = await import('../list-settings.js');
      await listSettings(json, io);
    });
  config
    .command('path')
    .description('Print where the settings file is.')
    .action(async () => {
      const { printPlace } = await import('../set-setting.js');
      printPlace(io);
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
      const { setSetting } = await import('../set-setting.js');
      setSetting(key, text, io);
    });
  config
    .command('reset')
    .description('Let the default hold again: for one setting, or for all.')
    .argument('[key]', 'e.g. web.port (default: all)')
    .action(async (key: string | undefined) => {
      const { resetSettings } = await import('../set-setting.js');
      resetSettings(key, io);
    });
};
