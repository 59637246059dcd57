import type Conf from 'conf';

/** The settings of a file as they stand: perhaps of an older form, so of no type that holds today. */
export type SettingsStore = Pick<Conf, 'get' | 'set' | 'has' | 'delete'>;

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
export const currentForm: SettingsForm = { version: '1.0.0', migrations: {} };
