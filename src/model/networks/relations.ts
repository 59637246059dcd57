import type { EventSchema, FieldRelation, FieldSpec } from '../event-schema.js';

/** How many features a relation has. */
export const featureCount = (relation: FieldRelation): number => {
  if (relation.kind === 'near') return relation.offsets.length + (relation.beyond ? 2 : 0);
  if (relation.kind === 'residue') return relation.distances.length;
  return Math.floor((relation.columns.length * relation.bits) / 2) + 1;
};

/** How many features all relations of a field have together. */
export const relationCount = ({ relations }: FieldSpec): number =>
  (relations?.features ?? []).reduce((sum, relation) => sum + featureCount(relation), 0);

/** Columns of a relation, by index in the schema. */
export const relationColumns = (schema: EventSchema, relation: FieldRelation): readonly number[] => {
  const names = relation.kind === 'residues' ? relation.columns : [relation.column];
  return names.map((name) => {
    const index = schema.findIndex((field) => field.name === name);
    if (index < 0) throw new RangeError(`a relation names ${name}, which is no field`);
    return index;
  });
};

const modulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus;

/** Adds 1 at each feature of an id of the `near` kind; the id of the column is not absent. */
const nearFeatures = (
  { offsets, beyond }: FieldRelation & { kind: 'near' },
  difference: number,
  add: (feature: number) => void,
): void => {
  const feature = offsets.indexOf(difference);
  if (feature >= 0) add(feature);
  if (!beyond) return;
  if (difference > Math.max(...offsets)) add(offsets.length);
  if (difference < Math.min(...offsets)) add(offsets.length + 1);
};

/** The modulus of a relation of residues; undefined for one of near ids. */
export const modulusOf = (relation: FieldRelation): number | undefined => {
  if (relation.kind === 'near') return undefined;
  return relation.kind === 'residue' ? relation.modulus : relation.columns.length * relation.bits;
};

/**
 * The features of `value` in one of a relation's columns, as a table (features, ids), row-major: for `near` relations
 * over ids 0 … width−1, for the others over residues 0 … width−1.
 */
export const featureTable = (relation: FieldRelation, place: number, value: number, width: number): Float32Array => {
  const table = new Float32Array(featureCount(relation) * width);
  for (let id = 0; id < width; id++) {
    const add = (feature: number): void => {
      table[feature * width + id]++;
    };
    if (relation.kind === 'near') nearFeatures(relation, id - value, add);
    else if (relation.kind === 'residue') {
      const feature = relation.distances.indexOf(modulo(id - value, relation.modulus));
      if (feature >= 0) add(feature);
    } else {
      for (let bit = 0; bit < relation.bits; bit++) {
        if (((value >> bit) & 1) === 0) continue;
        const up = modulo(id - (place * relation.bits + bit), width);
        add(Math.min(up, width - up));
      }
    }
  }
  return table;
};
