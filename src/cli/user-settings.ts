import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromEnvironment } from '../adapters/settings/environment.js';
import { flatten } from '../adapters/settings/setting-values.js';
import { nest, settle, type Settled } from '../adapters/settings/settled.js';
import { SettingsFile, defaultSettingsFile } from '../adapters/settings/settings-file.js';
import { settingsSchema, type Settings } from '../protocol/settings.js';
import type { CommandIo } from './command-io.js';

/** The shipped defaults, at the same depth above src/cli and dist/cli. */
const defaultsFile = fileURLToPath(new URL('../../config/default.json', import.meta.url));

/** What holds where the user says nothing. */
export const defaultSettings = (): Settings => settingsSchema.parse(JSON.parse(readFileSync(defaultsFile, 'utf8')));

/** The user's settings file; a damaged one is kept aside, which is told. */
export const openSettings = (io: CommandIo): SettingsFile => {
  const file = new SettingsFile(defaultSettingsFile(io.env), new Date(io.now()));
  if (file.damaged !== undefined) {
    io.stderr.write(`warning: the settings file was damaged; it is kept as ${file.damaged}, and the defaults hold\n`);
  }
  return file;
};

/** All settings as they hold, each with where it comes from. */
export const readSettings = (io: CommandIo): ReadonlyMap<string, Settled> =>
  settle(flatten(defaultSettings(), defaultsFile), openSettings(io).values(), fromEnvironment(io.env));

/** The settings as a whole. */
export const wholeSettings = (settled: ReadonlyMap<string, Settled>): Settings => nest(settled);
