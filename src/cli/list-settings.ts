import { leafOf } from '../adapters/settings/setting-values.js';
import type { CommandIo } from './command-io.js';
import { readSettings } from './settings/read-settings.js';

/** Where a setting that is wrong was named. */
export const COMMAND_LINE = 'config';

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Prints one setting as it holds. */
export const printSetting = async (key: string, io: CommandIo): Promise<void> => {
  leafOf(key, COMMAND_LINE);
  io.stdout.write(`${asText((await readSettings(io)).get(key)?.value)}\n`);
};

/** Prints all settings, and where each comes from. */
export const listSettings = async (json: boolean, io: CommandIo): Promise<void> => {
  const settled = await readSettings(io);
  if (json) io.stdout.write(`${JSON.stringify(Object.fromEntries(settled), null, 2)}\n`);
  else for (const [key, { value, source }] of settled) io.stdout.write(`${key} = ${asText(value)}  (${source})\n`);
};
