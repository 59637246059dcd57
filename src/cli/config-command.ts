import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';

const addReading = (config: Command, io: CommandIo): void => {
  config
    .command('get')
    .description('Print the value of a setting.')
    .argument('<key>', 'such as web.port')
    .action(async (key: string) => {
      const { printSetting } = await import('./list-settings.js');
      await printSetting(key, io);
    });
  config
    .command('list')
    .description('Print all settings and where each value comes from.')
    .option('--json', 'print one JSON object', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const { listSettings } = await import('./list-settings.js');
      await listSettings(json, io);
    });
  config
    .command('path')
    .description('Print where the settings file is.')
    .action(async () => {
      const { printPlace } = await import('./set-setting.js');
      printPlace(io);
    });
};

/** `config`: the saved settings. */
export const registerConfig = (program: Command, io: CommandIo): void => {
  const config = program.command('config').description('Save settings permanently.');
  addReading(config, io);
  config
    .command('set')
    .description('Save a setting; it takes effect at the next start.')
    .argument('<key>', 'such as web.port')
    .argument('<value>', 'JSON, or plain: on, auto, 3/4, 40-72')
    .action(async (key: string, text: string) => {
      const { setSetting } = await import('./set-setting.js');
      setSetting(key, text, io);
    });
  config
    .command('reset')
    .description('Restore the default of one setting, or of all.')
    .argument('[key]', 'such as web.port (default: all)')
    .action(async (key: string | undefined) => {
      const { resetSettings } = await import('./set-setting.js');
      resetSettings(key, io);
    });
};
