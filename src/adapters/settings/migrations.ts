import type Conf from 'conf';
import { z } from 'zod';
import { presentName, withPresentNames } from '../../protocol/controls/control-names.js';

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

const bindingsSchema = z.array(z.looseObject({ control: z.string() }));

/** Every control got the one name that it has everywhere. */
const renameControls = (store: SettingsStore): void => {
  const controls = z.record(z.string(), z.unknown()).safeParse(store.get('controls'));
  if (controls.success) store.set('controls', withPresentNames(controls.data));
  const bindings = bindingsSchema.safeParse(store.get('bindings'));
  if (!bindings.success) return;
  store.set(
    'bindings',
    bindings.data.map((binding) => ({ ...binding, control: presentName(binding.control) })),
  );
};

/** Raise the version together with a migration whenever a setting is renamed, moved or takes other values. */
export const currentForm: SettingsForm = { version: '1.1.0', migrations: { '1.1.0': renameControls } };
