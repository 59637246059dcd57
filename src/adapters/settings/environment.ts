import { settingLeaves } from '../../protocol/settings.js';
import { SettingUnknownError } from './settings-errors.js';
import { parseValue, type SettingValues } from './setting-values.js';

const PREFIX = 'MUSIC_LSTM_';

/** `web.openReading` is MUSIC_LSTM_WEB_OPEN_READING. */
export const variableOf = (key: string): string =>
  PREFIX +
  key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace('.', '_')
    .toUpperCase();

const byVariable = new Map([...settingLeaves.keys()].map((key) => [variableOf(key), key]));
const groupPrefixes = [...new Set([...settingLeaves.keys()].filter((key) => key.includes('.')))].map((key) =>
  variableOf(`${key.split('.')[0]}.`),
);

/** Settings from the environment; throws where a value, or the name of a variable of a group, is wrong. */
export const fromEnvironment = (env: Readonly<NodeJS.ProcessEnv>): SettingValues => {
  const values = new Map<string, unknown>();
  for (const [variable, text] of Object.entries(env)) {
    if (text === undefined || !variable.startsWith(PREFIX)) continue;
    const key = byVariable.get(variable);
    if (key !== undefined) values.set(key, parseValue(key, text, `environment variable ${variable}`));
    else if (groupPrefixes.some((prefix) => variable.startsWith(prefix))) {
      throw new SettingUnknownError('environment', variable, [...byVariable.keys()]);
    }
  }
  return values;
};
