import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp, type HelpText } from '../help-text.js';

const help: HelpText = {
  notes: ['An option overrides the environment (MUSIC_LSTM_WEB_PORT for web.port), which overrides the settings.'],
  examples: [
    ['config list', 'every setting, and where its value comes from'],
    ['config set controls.temperature 0.9', 'from the next start on'],
    [
      `config set schedules '[{"kind":"train","at":"0 3 * * *","composer":"Chopin"}]'`,
      'trains Chopin at three each night, with the moments that you liked',
    ],
  ],
};

/** Where a setting that is wrong was named. */
const COMMAND_LINE = 'config';

/** A value as `config set` takes it: controls as everywhere, the rest as JSON. */
const settingText = async (key: string, value: unknown): Promise<string> => {
  const [{ controlNamed }, { controlText }, { controlsSchema }] = await Promise.all([
    import('../../protocol/controls/control-names.js'),
    import('../../protocol/controls/control-text.js'),
    import('../../protocol/controls.js'),
  ]);
  const control = key.startsWith('controls.') ? controlNamed(key.slice('controls.'.length)) : undefined;
  if (control) return controlText(control, controlsSchema.shape[control].parse(value));
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** All settings as they hold. */
const settingsNow = async (io: CommandIo) => (await import('../settings/read-settings.js')).readSettings(io);

/** The user's settings file; what reads it is loaded only by those who need it. */
const settingsFile = async (io: CommandIo) => (await import('../settings/user-settings.js')).openSettings(io);

const addReading = (config: Command, io: CommandIo): void => {
  config
    .command('get')
    .description('Print the value of a setting.')
    .argument('<key>', 'such as web.port')
    .option('--json', 'print it as JSON', false)
    .action(async (key: string, { json }: { readonly json: boolean }) => {
      const { leafOf } = await import('../../adapters/settings/setting-values.js');
      leafOf(key, COMMAND_LINE);
      const value = (await settingsNow(io)).get(key)?.value;
      io.stdout.write(`${json ? JSON.stringify(value) : await settingText(key, value)}\n`);
    });
  config
    .command('list')
    .description('Print all settings and where each value comes from.')
    .option('--json', 'print one JSON object', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const settled = await settingsNow(io);
      if (json) io.stdout.write(`${JSON.stringify(Object.fromEntries(settled), null, 2)}\n`);
      else {
        for (const [key, { value, source }] of settled) {
          io.stdout.write(`${key} = ${await settingText(key, value)}  (${source})\n`);
        }
      }
    });
  config
    .command('path')
    .description('Print where the settings file is.')
    .action(async () => {
      io.stdout.write(`${(await settingsFile(io)).file}\n`);
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
      const { parseValue } = await import('../../adapters/settings/setting-values.js');
      (await settingsFile(io)).set(key, parseValue(key, text, COMMAND_LINE));
    });
  config
    .command('reset')
    .description('Restore the default of one setting, or of all.')
    .argument('[key]', 'such as web.port (default: all)')
    .action(async (key: string | undefined) => {
      const { leafOf } = await import('../../adapters/settings/setting-values.js');
      if (key !== undefined) leafOf(key, COMMAND_LINE);
      (await settingsFile(io)).reset(key);
    });
  addHelp(config, help);
};
