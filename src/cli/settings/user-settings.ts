import { SettingsFile } from '../../adapters/settings/settings-file.js';
import { defaultSettingsFile } from '../../adapters/settings/settings-path.js';
import type { CommandIo } from '../command-io.js';

/** The user's settings file; a damaged one is kept aside, which is told. */
export const openSettings = (io: CommandIo): SettingsFile => {
  const file = new SettingsFile(defaultSettingsFile(io.env), new Date(io.now()));
  if (file.damaged !== undefined) {
    io.stderr.write(`warning: the settings file was damaged; it is kept as ${file.damaged}, and the defaults hold\n`);
  }
  return file;
};
