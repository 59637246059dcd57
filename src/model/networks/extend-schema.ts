import type { EventSchema } from '../event-schema.js';
import { sizeOf, type Shape } from '../graph/tensor.js';
import type { NetworkConfig } from './network-kinds.js';
import { parametersOf, type Weights } from './parameters.js';

/** A table, rows by columns, with as many columns as its shape says; those it had not are zero. */
const widened = (values: Float32Array | undefined, shape: Shape): Float32Array => {
  const wide = new Float32Array(sizeOf(shape));
  if (!values) return wide;
  const width = shape[shape.length - 1];
  const rows = wide.length / width;
  const before = values.length / rows;
  for (let row = 0; row < rows; row++) wide.set(values.subarray(row * before, (row + 1) * before), row * width);
  return wide;
};

/**
 * The same network for a schema that has more given fields behind those it knows, or whose heads can point at them or
 * stand in relations to them. What is new is zero: until it is trained, it says what it said before.
 */
export const extendSchema = (
  config: NetworkConfig,
  weights: Weights,
  schema: EventSchema,
): { readonly config: NetworkConfig; readonly weights: Weights } => {
  const isPrefix = config.schema.every(({ name, size }, i) => schema[i]?.name === name && schema[i].size === size);
  if (!isPrefix) throw new RangeError('a network can only grow by fields behind those it knows');
  const grown = { ...config, schema };
  const all = parametersOf(grown).map(({ name, shape }): [string, Float32Array] => [
    name,
    widened(weights.get(name), shape),
  ]);
  return { config: grown, weights: new Map(all) };
};
