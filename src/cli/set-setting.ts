import { parseValue, leafOf } from '../adapters/settings/setting-values.js';
import type { CommandIo } from './command-io.js';
import { COMMAND_LINE } from './list-settings.js';
import { openSettings } from './settings/user-settings.js';

/** Prints where the settings are kept. */
export const printPlace = (io: CommandIo): void => {
  io.stdout.write(`${openSettings(io).file}\n`);
};

/** Settles one thing, as it was written on the command line. */
export const setSetting = (key: string, text: string, io: CommandIo): void => {
  openSettings(io).set(key, parseValue(key, text, COMMAND_LINE));
};

/** Lets the default hold again: for one setting, or for all. */
export const resetSettings = (key: string | undefined, io: CommandIo): void => {
  if (key !== undefined) leafOf(key, COMMAND_LINE);
  openSettings(io).reset(key);
};
