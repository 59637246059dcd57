import type { z } from 'zod';
import { controlNamed } from '../../protocol/controls/control-names.js';
import { readControl } from '../../protocol/controls/control-text.js';
import { settingLeaves } from '../../protocol/settings.js';
import { invalidText } from '../../shared/invalid-value.js';
import { SettingInvalidError, SettingUnknownError } from './settings-errors.js';

/** Settings by their paths. */
export type SettingValues = ReadonlyMap<string, unknown>;

/** The schema of a setting; throws a SettingUnknownError that names where it was set. */
export const leafOf = (key: string, place: string): z.ZodType => {
  const leaf = settingLeaves.get(key);
  if (!leaf) throw new SettingUnknownError(place, key, [...settingLeaves.keys()]);
  return leaf;
};

/** The value as the setting holds it; throws a SettingInvalidError. */
export const checkedValue = (key: string, value: unknown, place: string): unknown => {
  const leaf = leafOf(key, place);
  const parsed = leaf.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SettingInvalidError(place, invalidText(leaf, value, parsed.error, key), value);
};

const asJson = (text: string): readonly unknown[] => {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return [];
  }
};

const words: Readonly<Record<string, unknown>> = { on: true, off: false, auto: null, none: null };

/** A control is written as on the command line. */
const asControl = (key: string, text: string): readonly unknown[] => {
  const [group, name = ''] = key.split('.');
  const control = group === 'controls' ? controlNamed(name) : undefined;
  if (!control) return [];
  const [turned, value] = readControl(control, text);
  return turned === control ? [value] : [];
};

/**
 * A setting from the way a person writes it: JSON, plain text, on and off, auto, a control as `set` takes it, or one
 * item of a list. Throws a SettingInvalidError.
 */
export const parseValue = (key: string, text: string, place: string): unknown => {
  const leaf = leafOf(key, place);
  const json = asJson(text);
  const items = [...json, text].map((item) => [item]);
  const readings = [...json, text, ...(text in words ? [words[text]] : []), ...asControl(key, text), ...items];
  const fitting = readings.find((reading) => leaf.safeParse(reading).success);
  if (fitting !== undefined) return checkedValue(key, fitting, place);
  return checkedValue(key, readings[0], place);
};

/** Nested settings, as they stand in a file, by their paths; throws at the first that is unknown or wrong. */
export const flatten = (nested: unknown, place: string): SettingValues => {
  const values = new Map<string, unknown>();
  const isGroup = (value: unknown, key: string): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !settingLeaves.has(key);
  const visit = (value: unknown, key: string): void => {
    if (!isGroup(value, key) || key.includes('.')) {
      values.set(key, checkedValue(key, value, place));
      return;
    }
    for (const [name, inner] of Object.entries(value)) visit(inner, key === '' ? name : `${key}.${name}`);
  };
  visit(nested, '');
  return values;
};
