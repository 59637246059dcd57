import { z } from 'zod';

/** How null and switches are written where the value came from. */
export interface ValueWords {
  readonly null: string;
  readonly switch: string;
}

const asJson: ValueWords = { null: 'null', switch: 'true or false' };

/** The part of JSON Schema that our schemas use. */
interface Described {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
  readonly items?: Described;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

/** Bounds that only say what a double can count exactly. */
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;

const rangeText = ({ minimum, maximum }: Described): string => {
  if (isBound(minimum)) return isBound(maximum) ? `from ${minimum} to ${maximum}` : `at least ${minimum}`;
  return isBound(maximum) ? `at most ${maximum}` : '';
};

const numberText = (schema: Described): string => {
  const range = rangeText(schema);
  if (schema.type === 'integer') return `a whole number ${range}`.trim();
  return range === '' ? 'a number' : range;
};

const textText = ({ description, minLength = 0, maxLength }: Described): string => {
  if (maxLength !== undefined) return `text of ${minLength} to ${maxLength} characters`;
  return description === undefined ? 'text' : description.charAt(0).toLowerCase() + description.slice(1);
};

const countText = ({ minItems, maxItems }: Described): string => {
  if (maxItems !== undefined) return minItems === maxItems ? ` of ${maxItems}` : ` of at most ${maxItems}`;
  return minItems === undefined ? '' : ` of at least ${minItems}`;
};

const listText = (schema: Described, words: ValueWords): string => {
  const { items = {} } = schema;
  const count = countText(schema);
  if (items.type === 'string') return `a list${count}, such as ["one", "two"]`;
  return count === '' ? `a list of ${describe(items, words)}` : `a list${count}, each ${describe(items, words)}`;
};

/** A field's name, and its value where only one is possible. */
const fieldText = ([name, { const: only }]: readonly [string, Described]): string =>
  only === undefined ? name : `${name}: ${JSON.stringify(only)}`;

/** `a, b or c`. */
const orList = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;

const describe = (schema: Described, words: ValueWords): string => {
  if (schema.const !== undefined) return typeof schema.const === 'string' ? schema.const : JSON.stringify(schema.const);
  if (schema.enum) return orList(schema.enum.map(String));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => describe(choice, words)).join(' or ');
  switch (schema.type) {
    case 'integer':
    case 'number':
      return numberText(schema);
    case 'boolean':
      return words.switch;
    case 'array':
      return listText(schema, words);
    case 'object':
      return `{${Object.entries(schema.properties ?? {})
        .map(fieldText)
        .join(', ')}}`;
    case 'null':
      return words.null;
    case undefined:
    default:
      return textText(schema);
  }
};

/** What a schema accepts, in words: `from 20 to 400`, `solo, answer or duet`, `a whole number from 8 to 1000 or off`. */
export const allowedText = (schema: z.core.$ZodType, words: ValueWords = asJson): string =>
  describe(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described, words);

const inner = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable
    ? inner(schema.unwrap())
    : schema;

const fieldOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;

/** The object schema of a union of kinds that a value means by its `kind`, or whatever field tells them apart. */
const kindOf = (union: z.ZodDiscriminatedUnion, value: unknown): z.core.$ZodType | undefined => {
  const { discriminator } = union.def;
  return union.options.find(
    (option) =>
      option instanceof z.ZodObject &&
      z.safeParse((option.shape as z.core.$ZodShape)[discriminator], fieldOf(value, discriminator)).success,
  );
};

/** The schema of one field, undefined where the value does not say which. */
const schemaOfField = (schema: z.core.$ZodType, key: PropertyKey, value: unknown): z.core.$ZodType | undefined => {
  const outer = inner(schema);
  if (outer instanceof z.ZodArray) return outer.element;
  if (outer instanceof z.ZodObject) return (outer.shape as z.core.$ZodShape)[String(key)];
  if (!(outer instanceof z.ZodDiscriminatedUnion)) return undefined;
  const option = kindOf(outer, value);
  return option && schemaOfField(option, key, value);
};

interface Field {
  readonly schema: z.core.$ZodType | undefined;
  readonly value: unknown;
}

const fieldAt = (schema: z.core.$ZodType, value: unknown, path: readonly PropertyKey[]): Field => {
  let field: Field = { schema, value };
  for (const key of path) {
    field = {
      schema: field.schema && schemaOfField(field.schema, key, field.value),
      value: fieldOf(field.value, key),
    };
  }
  return field;
};

/**
 * A schema's own message for a value, which follows the value's name: `must span at least an octave`. For a union of
 * kinds it is a clause of its own: `learn is now midi-learn`.
 */
const ownMessage = ({ code, message }: z.core.$ZodIssue): string | undefined => {
  if (code === 'custom') return ` ${message}`;
  if (message.startsWith('Invalid')) return undefined;
  return code === 'invalid_union' ? `: ${message}` : code === 'invalid_format' ? ` ${message}` : undefined;
};

const predicateOf = (issue: z.core.$ZodIssue, { schema, value }: Field, words: ValueWords): string => {
  const own = ownMessage(issue);
  if (own !== undefined) return own;
  if (issue.code === 'unrecognized_keys') return ` has no field "${issue.keys.join('", "')}"`;
  if (value === undefined) return ' is missing';
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) return ' is not one that this version knows';
  return schema === undefined ? ' has the wrong form' : ` must be ${allowedText(schema, words)}`;
};

/**
 * What is wrong with a value that a schema has refused, as one line without a full stop, e.g. `tempo must be from 20 to
 * 400`. `name` is what the user calls the value; fields inside it are named by their path. Only the first fault is told.
 */
export const invalidText = (
  schema: z.core.$ZodType,
  value: unknown,
  { issues: [issue] }: z.ZodError,
  name = '',
  words: ValueWords = asJson,
): string => {
  const called = [...(name === '' ? [] : [name]), ...issue.path.map(String)].join('.') || 'it';
  return `${called}${predicateOf(issue, fieldAt(schema, value, issue.path), words)}`;
};
