import type { EventSchema } from '../event-schema.js';
import { sizeOf } from '../graph/tensor.js';
import type { NetworkConfig } from './network-config.js';
import { parametersOf, type Weights } from './parameters.js';

/**
 * The same network for a schema that has more given fields behind those it knows, or lets heads point at them. What
 * is new is zero: until it is trained, it says what it said before.
 */
export const growNetwork = (
  config: NetworkConfig,
  weights: Weights,
  schema: EventSchema,
): { readonly config: NetworkConfig; readonly weights: Weights } => {
  const isPrefix = config.schema.every(({ name, size }, i) => schema[i]?.name === name && schema[i].size === size);
  if (!isPrefix) throw new RangeError('a network can only grow by fields behind those it knows');
  const grown = { ...config, schema };
  const all = parametersOf(grown).map(({ name, shape }): [string, Float32Array] => [
    name,
    weights.get(name) ?? new Float32Array(sizeOf(shape)),
  ]);
  return { config: grown, weights: new Map(all) };
};
