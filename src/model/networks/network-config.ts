import type { EventSchema, FieldSpec } from '../event-schema.js';

/** What every kind of network has. Each kind adds its name, `kind`, and the sizes that only it has. */
export interface CommonConfig {
  readonly schema: EventSchema;
  /** Width of an embedded event. */
  readonly embedding: number;
  /** Width of the layers, and of what the heads read of them. */
  readonly units: number;
  readonly layers: number;
  /** Hidden units of each field's head. */
  readonly headUnits: number;
  /** Whether the heads also read the embedded event itself, past the layers (Graves 2013, §2.1). */
  readonly skip?: boolean;
}

/** Fields that the network draws, with their place in an event. */
export interface FieldPlace {
  readonly field: FieldSpec;
  /** Index in the schema. */
  readonly index: number;
}

export const predictedFields = (schema: EventSchema): readonly FieldPlace[] =>
  schema.flatMap((field, index) => (field.role === 'predicted' ? [{ field, index }] : []));

/** Where in an event a field is known: at its own place, or earlier where it says so. */
const knownAt = (schema: EventSchema, { knownBefore }: FieldSpec, index: number): number =>
  knownBefore === undefined ? index + 1 : schema.findIndex(({ name }) => name === knownBefore);

/** Fields that the head of the one at `index` is told besides the network's state: known before it, and meant for it. */
export const fieldsBefore = (schema: EventSchema, index: number): readonly FieldPlace[] => {
  const { name } = schema[index];
  const isTold = (field: FieldSpec, i: number): boolean =>
    knownAt(schema, field, i) <= index && (field.heads?.includes(name) ?? true);
  return schema.flatMap((field, i) => (isTold(field, i) ? [{ field, index: i }] : []));
};

/** Columns of the fields that a field's head can point at. */
export const echoColumns = (schema: EventSchema, { echoes = [] }: FieldSpec): readonly number[] =>
  echoes.map((echo) => schema.findIndex(({ name }) => name === echo));
