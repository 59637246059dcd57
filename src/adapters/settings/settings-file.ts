import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import envPaths from 'env-paths';
import { checkedValue, flatten, type SettingValues } from './setting-values.js';
import { SettingsFileError } from './settings-errors.js';

/** Version of the file's form, not of the program; raised together with a migration. */
const FORM = '1.0.0';
/** What conf keeps for itself. */
const INTERNAL = '__internal__';

/** MUSIC_LSTM_CONFIG, else a file in the user's configuration folder. */
export const defaultSettingsFile = (env: Readonly<NodeJS.ProcessEnv>): string =>
  env.MUSIC_LSTM_CONFIG ?? path.join(envPaths('music-lstm-daemon', { suffix: '' }).config, 'config.json');

const isDamaged = (file: string): boolean => {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content !== 'object' || content === null || Array.isArray(content);
  } catch (error) {
    return error instanceof SyntaxError;
  }
};

/** What the user has settled, in a file of JSON that may also be written by hand. */
export class SettingsFile {
  readonly file: string;
  /** Where a damaged file was put that stood in its place. */
  readonly damaged?: string;
  #opened: Conf | undefined;

  /** `now` names a damaged file that is kept aside. Nothing is written before something is settled. */
  constructor(file: string, now: Date) {
    this.file = file;
    if (!existsSync(file) || !isDamaged(file)) return;
    const aside = `${file}.damaged-${now.toISOString().replace(/[:.]/g, '-')}`;
    this.#guarded(() => renameSync(file, aside));
    this.damaged = aside;
  }

  /** All that is settled; throws at the first that is unknown or wrong. */
  values(): SettingValues {
    if (!existsSync(this.file)) return new Map();
    const { [INTERNAL]: _internal, ...settled } = this.#guarded(() => this.#conf.store);
    return flatten(settled, this.file);
  }

  set(key: string, value: unknown): void {
    const checked = checkedValue(key, value, this.file);
    this.#guarded(() => this.#conf.set(key, checked));
  }

  /** Back to the default: one setting, or all. */
  reset(key?: string): void {
    this.#guarded(() => {
      if (key === undefined) this.#conf.clear();
      else this.#conf.delete(key);
    });
  }

  get #conf(): Conf {
    return (this.#opened ??= new Conf({
      cwd: path.dirname(this.file),
      configName: path.basename(this.file, path.extname(this.file)),
      fileExtension: path.extname(this.file).slice(1),
      projectName: 'music-lstm-daemon',
      projectVersion: FORM,
      migrations: {},
      clearInvalidConfig: false,
    }));
  }

  #guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      throw new SettingsFileError(this.file, cause instanceof Error ? cause.message : String(cause), cause);
    }
  }
}
