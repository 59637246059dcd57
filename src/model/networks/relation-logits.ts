import type { EventSchema, FieldRelation, FieldSpec } from '../event-schema.js';
import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';
import { parameter, type ParameterTensors } from './parameter-spec.js';
import { featureCount, featureTable, modulusOf, relationColumns } from './relations.js';

/** The features of all ids of a column, its absent one among them: (ids of the column + 1, features·width). */
const columnTable = (relation: FieldRelation, place: number, size: number, width: number): Float32Array => {
  const rowLength = featureCount(relation) * width;
  const table = new Float32Array((size + 1) * rowLength);
  for (let value = 0; value < size; value++) {
    table.set(featureTable(relation, place, value, width), value * rowLength);
  }
  return table;
};

/** Features of one relation for each row: (rows, features, width). */
const featuresOf = (
  b: GraphBuilder,
  schema: EventSchema,
  relation: FieldRelation,
  columns: readonly Tensor[],
  width: number,
): Tensor => {
  const count = featureCount(relation);
  const gathered = relationColumns(schema, relation).map((index, place) => {
    const { size } = schema[index];
    const table = b.constant(columnTable(relation, place, size, width), [size + 1, count * width]);
    return b.gather(table, columns[index]);
  });
  const rows = gathered[0].shape[0];
  return b.reshape(
    gathered.reduce((sum, part) => b.add(sum, part)),
    [rows, count, width],
  );
};

/** Σ gate·feature: (rows, width). gates: (rows, features); features: (rows, features, width). */
const weighed = (b: GraphBuilder, gates: Tensor, features: Tensor): Tensor => {
  const [rows, count, width] = features.shape;
  return b.reshape(b.matmul(b.reshape(gates, [rows, 1, count]), features), [rows, width]);
};

/** Spreads residues over ids: (modulus, size), 1 where an id below `below` has the residue. */
const residueTable = (modulus: number, size: number, below: number): number[] =>
  Array.from({ length: modulus * size }, (_, i) => {
    const [residue, id] = [Math.floor(i / size), i % size];
    return id < below && id % modulus === residue ? 1 : 0;
  });

/** Near relations work on the ids below `below`; the rest of the logits gets nothing. */
const padded = (b: GraphBuilder, x: Tensor, size: number): Tensor => {
  const [rows, width] = x.shape;
  return width === size ? x : b.concat([x, b.expand(b.constant(0), [rows, size - width])], 1);
};

interface Part {
  readonly relation: FieldRelation;
  readonly gates: Tensor;
}

const nearLogits = (
  b: GraphBuilder,
  schema: EventSchema,
  parts: readonly Part[],
  columns: readonly Tensor[],
  below: number,
) => parts.map(({ relation, gates }) => weighed(b, gates, featuresOf(b, schema, relation, columns, below)));

/** Residues of one modulus, weighed together: (rows, modulus). */
const residueLogits = (
  b: GraphBuilder,
  schema: EventSchema,
  parts: readonly Part[],
  columns: readonly Tensor[],
  modulus: number,
): Tensor => {
  const gates = b.concat(
    parts.map((part) => part.gates),
    1,
  );
  const features = b.concat(
    parts.map(({ relation }) => featuresOf(b, schema, relation, columns, modulus)),
    1,
  );
  return weighed(b, gates, features);
};

/** What the relations of a field add to its logits, (rows, size) each; none without relations. */
export const relationLogits = (
  b: GraphBuilder,
  schema: EventSchema,
  parameters: ParameterTensors,
  { name, size, relations }: FieldSpec,
  hidden: Tensor,
  columns: readonly Tensor[],
): readonly Tensor[] => {
  if (!relations) return [];
  const gates = b.gemm(hidden, parameter(parameters, `head.${name}.relation`), {
    plus: parameter(parameters, `head.${name}.relationBias`),
  });
  const counts = relations.features.map(featureCount);
  const parts = b.split(gates, 1, counts).map((part, i) => ({ relation: relations.features[i], gates: part }));
  const near = nearLogits(
    b,
    schema,
    parts.filter(({ relation }) => relation.kind === 'near'),
    columns,
    relations.below,
  ).map((logits) => padded(b, logits, size));
  const moduli = [...new Set(parts.flatMap(({ relation }) => modulusOf(relation) ?? []))];
  const residual = moduli.map((modulus) => {
    const own = parts.filter(({ relation }) => modulusOf(relation) === modulus);
    const spread = b.constant(residueTable(modulus, size, relations.below), [modulus, size]);
    return b.gemm(residueLogits(b, schema, own, columns, modulus), spread);
  });
  return [...near, ...residual];
};
