import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import { z } from 'zod';
import { renameControls } from './former-names.js';
import { checkedValue, flatten, type SettingValues } from './setting-values.js';
import { SettingsFileError, SettingsNewerError } from './settings-errors.js';

/** The settings of a file as they stand: perhaps of an older form, so of no type that holds today. */
type SettingsStore = Pick<Conf, 'get' | 'set' | 'has' | 'delete'>;

/** How the settings file is written, and what makes a file of today's form of an older one. */
export interface SettingsForm {
  /** Version of the file's form, not of the program. It stands in the file; one without it counts as the oldest. */
  readonly version: string;
  /**
   * By the version that asked for it: those above the file's own run once, in order, after a copy was kept. A step
   * must leave alone what has the new form already, since a file written by hand has no version.
   */
  readonly migrations: Readonly<Record<string, (store: SettingsStore) => void>>;
}

/** Raise the version together with a migration whenever a setting is renamed, moved or takes other values. */
const currentForm: SettingsForm = { version: '1.1.0', migrations: { '1.1.0': renameControls } };

/** What conf keeps for itself. */
const INTERNAL = '__internal__';

/** Where conf keeps the form of a file. */
const versionSchema = z.object({ [INTERNAL]: z.object({ migrations: z.object({ version: z.string() }) }) });

const versionOf = (file: string): string | undefined =>
  versionSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.[INTERNAL].migrations.version;

/** Whether `2.10.0` comes after `2.9.0`. */
const isAfter = (version: string, other: string): boolean => version.localeCompare(other, 'en', { numeric: true }) > 0;

const isDamaged = (file: string): boolean => {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content !== 'object' || content === null || Array.isArray(content);
  } catch (error) {
    return error instanceof SyntaxError;
  }
};

/** The user's settings, in a JSON file that may also be edited by hand. */
export class SettingsFile {
  readonly file: string;
  /** Where a damaged file was put that stood in its place. */
  readonly damaged?: string;
  readonly #form: SettingsForm;
  #opened: Conf | undefined;

  /** `now` names a damaged file that is kept aside. Nothing is written before something is settled. */
  constructor(file: string, now: Date, form = currentForm) {
    this.file = file;
    this.#form = form;
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
    return (this.#opened ??= this.#open());
  }

  /** Brings a file of an older form to today's; one of a newer form would lose what is not known here. */
  #open(): Conf {
    const { version, migrations } = this.#form;
    const isThere = existsSync(this.file);
    const found = isThere ? versionOf(this.file) : undefined;
    if (found !== undefined && isAfter(found, version)) throw new SettingsNewerError(this.file);
    return new Conf({
      cwd: path.dirname(this.file),
      configName: path.basename(this.file, path.extname(this.file)),
      fileExtension: path.extname(this.file).slice(1),
      projectName: 'music-lstm-daemon',
      projectVersion: version,
      migrations: isThere ? migrations : {}, // a new file has nothing to bring over
      beforeEachMigration: (_store, { fromVersion }) => copyFileSync(this.file, `${this.file}.form-${fromVersion}`),
      clearInvalidConfig: false,
    });
  }

  #guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      if (cause instanceof SettingsNewerError) throw cause;
      throw new SettingsFileError(this.file, cause instanceof Error ? cause.message : String(cause), cause);
    }
  }
}
