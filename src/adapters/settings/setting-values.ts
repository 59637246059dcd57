import { z } from 'zod';
import { controlNamed } from '../../protocol/controls/control-names.js';
import { readControl } from '../../protocol/controls/control-text.js';
import { settingLeaves } from '../../protocol/settings.js';
import { SettingInvalidError, SettingUnknownError } from './settings-errors.js';

/** Settings by their paths. */
export type SettingValues = ReadonlyMap<string, unknown>;

interface LeafSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly LeafSchema[];
  readonly oneOf?: readonly LeafSchema[];
  readonly items?: LeafSchema;
  readonly const?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, LeafSchema>>;
}

/** A name, and its value where only one is possible. */
const describeProperty = ([name, { const: only }]: readonly [string, LeafSchema]): string =>
  only === undefined ? name : `${name}: ${JSON.stringify(only)}`;

const describeList = (items: LeafSchema): string =>
  items.type === 'string' ? 'a list, e.g. ["one", "two"]' : `a list of ${describeSchema(items)}`;

const describeSchema = (schema: LeafSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => String(value)).join(', ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(describeSchema).join(' or ');
  switch (schema.type) {
    case 'integer':
      return `a whole number from ${schema.minimum} to ${schema.maximum}`;
    case 'number':
      return `a number from ${schema.minimum} to ${schema.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return describeList(schema.items ?? {});
    case 'object':
      return `{${Object.entries(schema.properties ?? {})
        .map(describeProperty)
        .join(', ')}}`;
    case 'null':
      return 'null';
    case undefined:
    default:
      return schema.description ?? 'text';
  }
};

/** What a setting takes, in words. */
export const allowedText = (leaf: z.ZodType): string =>
  describeSchema(z.toJSONSchema(leaf, { io: 'input', unrepresentable: 'any' }) as LeafSchema);

/** The setting that a mistyped name comes closest to. */
const similarTo = (key: string): string | undefined => {
  const end = key.split('.').at(-1)?.toLowerCase() ?? '';
  return [...settingLeaves.keys()].find((known) => known.toLowerCase().endsWith(end) && end.length > 2);
};

/** What a setting takes; throws a SettingUnknownError that names the place where it stands. */
export const leafOf = (key: string, place: string): z.ZodType => {
  const leaf = settingLeaves.get(key);
  if (!leaf) throw new SettingUnknownError(place, key, similarTo(key));
  return leaf;
};

/** The value as the setting holds it; throws a SettingInvalidError. */
export const checkedValue = (key: string, value: unknown, place: string): unknown => {
  const leaf = leafOf(key, place);
  const parsed = leaf.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue.path.length === 0 ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw new SettingInvalidError(place, key, value, `${allowedText(leaf)}${where}`);
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
