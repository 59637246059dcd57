import { existsSync } from 'node:fs';
import { fromEnvironment } from '../../adapters/settings/environment.js';
import { flatten, type SettingValues } from '../../adapters/settings/setting-values.js';
import { nest, resolveSettings, type ResolvedSettings } from '../../adapters/settings/resolved-settings.js';
import { defaultSettingsFile } from '../../adapters/settings/settings-path.js';
import type { Settings } from '../../protocol/settings.js';
import type { CommandIo } from '../command-io.js';
import { DEFAULTS_FILE, defaultSettings } from './default-settings.js';

/** What the user has settled; what reads that is loaded only where he has. */
const ownSettings = async (io: CommandIo): Promise<SettingValues> => {
  if (!existsSync(defaultSettingsFile(io.env))) return new Map();
  const { openSettings } = await import('./user-settings.js');
  return openSettings(io).values();
};

/** All settings as they hold, each with where it comes from. */
export const readSettings = async (io: CommandIo): Promise<ReadonlyMap<string, ResolvedSettings>> =>
  resolveSettings(flatten(defaultSettings(), DEFAULTS_FILE), await ownSettings(io), fromEnvironment(io.env));

/** The settings as a whole. */
export const wholeSettings = (settled: ReadonlyMap<string, ResolvedSettings>): Settings => nest(settled);
