import { z } from 'zod';
import { bindableSchema, controllerSchema, type Bindable } from './binding.js';
import { commandKinds, commandRows, formerWords, type CommandKind, type commands } from './commands.js';
import type { Field } from './commands/command-row.js';
import { controlChangeSchema, type ControlChange } from './controls.js';

/** Raised when a command or event changes its meaning; clients compare it with the snapshot's. */
export const PROTOCOL_VERSION = 2;

/** What a field of each type holds. */
interface FieldTypes {
  readonly number: number;
  readonly integer: number;
  readonly seconds: number;
  readonly switch: boolean;
  readonly choice: string;
  readonly controls: ControlChange;
  readonly mapping: Bindable;
  readonly controller: number;
}

type ValueOf<One> =
  | (One extends { readonly of: readonly (infer Word)[] }
      ? Word
      : One extends { readonly type: infer Type extends keyof FieldTypes }
        ? FieldTypes[Type]
        : never)
  | (One extends { readonly ifNull: string } ? null : never);

type Omissible<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends { readonly ifLeftOut: string } ? Name : never;
}[keyof Fields];

type ValuesOf<Fields> = { [Name in Exclude<keyof Fields, Omissible<Fields>>]: ValueOf<Fields[Name]> } & {
  [Name in Omissible<Fields>]?: ValueOf<Fields[Name]>;
};

/** Commands of some kinds; distributes, so that a table of handlers by kind can be called with what belongs together. */
export type CommandOf<Kind extends CommandKind> = {
  [Each in Kind]: { kind: Each } & ((typeof commands)[Each] extends { readonly fields: infer Fields }
    ? ValuesOf<Fields>
    : unknown);
}[Kind];

export type Command = CommandOf<CommandKind>;

/** How a field of each type is checked. */
const fieldSchemas: {
  readonly [Type in Field['type']]: (field: Extract<Field, { type: Type }>) => z.ZodType<FieldTypes[Type]>;
} = {
  number: ({ min, max }) => z.number().min(min).max(max),
  integer: ({ min, max }) => z.int().min(min).max(max),
  seconds: ({ min, max }) => z.number().min(min).max(max),
  switch: () => z.boolean(),
  choice: ({ of }) => z.enum(of),
  controls: () => controlChangeSchema,
  mapping: () => bindableSchema,
  controller: () => controllerSchema,
};

const schemaOfField = <Type extends Field['type']>(
  field: Extract<Field, { type: Type }>,
): z.ZodType<FieldTypes[Type] | null | undefined> => {
  const schema = fieldSchemas[field.type](field);
  const described = (field.ifNull === undefined ? schema : schema.nullable()).describe(field.help);
  return field.ifLeftOut === undefined ? described : z.exactOptional(described);
};

const objects = commandKinds.map((kind) => {
  const { fields = {}, help } = commandRows[kind];
  const shape = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOfField(field)]));
  return z.strictObject({ kind: z.literal(kind), ...shape }).describe(help);
});
const [first, ...others] = objects;

/** Why no command is meant: names what an earlier version's word has become. */
const unknownCommand = (input: unknown): string => {
  const kind = z.object({ kind: z.string() }).safeParse(input).data?.kind;
  if (kind === undefined) return 'a command has a kind, e.g. {"kind": "panic"}';
  const now = formerWords.get(kind);
  return now === undefined ? `there is no command "${kind}"` : `${kind} is now ${now}`;
};

/** Everything a client may ask of the daemon, by the rows of the table. */
export const commandSchema = z.discriminatedUnion('kind', [first, ...others], {
  error: ({ code, input }) => (code === 'invalid_union' ? unknownCommand(input) : undefined),
}) as unknown as z.ZodType<Command>;

/** A command on the wire; `id` comes back with its answer. */
export const requestSchema = z.strictObject({ id: z.union([z.string().max(100), z.number()]), command: commandSchema });

/** What became of a command: `result` where it asked for something, `error` as one line when nothing was changed. */
export const responseSchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: requestSchema.shape.id.nullable(), ok: z.literal(true), result: z.unknown().optional() }),
  z.strictObject({ id: requestSchema.shape.id.nullable(), ok: z.literal(false), error: z.string(), code: z.string() }),
]);

export type Response = z.infer<typeof responseSchema>;
