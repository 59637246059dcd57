import { settingLeaves, settingsSchema, type Settings } from '../../protocol/settings.js';
import type { SettingValues } from './setting-values.js';

export type SettingSource = 'environment' | 'settings' | 'default';

/** One setting as it holds. */
export interface ResolvedSettings {
  readonly value: unknown;
  readonly source: SettingSource;
}

/** What holds: the environment before the settings before the defaults. A flag of the command line comes before all. */
export const resolveSettings = (
  defaults: SettingValues,
  settings: SettingValues,
  environment: SettingValues,
): ReadonlyMap<string, ResolvedSettings> =>
  new Map(
    [...settingLeaves.keys()].map((key): [string, ResolvedSettings] => {
      if (environment.has(key)) return [key, { value: environment.get(key), source: 'environment' }];
      if (settings.has(key)) return [key, { value: settings.get(key), source: 'settings' }];
      return [key, { value: defaults.get(key), source: 'default' }];
    }),
  );

/** Settings by their paths as one object. */
export const nest = (settled: ReadonlyMap<string, ResolvedSettings>): Settings => {
  const nested: Record<string, unknown> = {};
  for (const [key, { value }] of settled) {
    const [group, name] = key.split('.');
    if (name === undefined) nested[group] = value;
    else nested[group] = { ...(nested[group] as object | undefined), [name]: value };
  }
  return settingsSchema.parse(nested);
};
