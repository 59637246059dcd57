import type { Shape, Tensor } from '../graph/tensor.js';

/** Name, shape and first values of one weight tensor. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: Shape;
  /** Values start uniform in ±limit, or at 0 but for those from `from` up to `to`, which start at 1. */
  readonly start:
    | { readonly kind: 'uniform'; readonly limit: number }
    | { readonly kind: 'zeros' }
    | { readonly kind: 'ones'; readonly from: number; readonly to: number };
}

export const uniform = (name: string, shape: Shape, fanIn: number): ParameterSpec => ({
  name,
  shape,
  start: { kind: 'uniform', limit: Math.sqrt(1 / fanIn) },
});

/**
 * Embeddings of which `terms` are added up. Quiet at first, a tenth of what would make the sum's variance 1: a row
 * that training never meets stays nearly silent, instead of being loud noise in a new piece.
 */
export const embedding = (name: string, shape: Shape, terms: number): ParameterSpec => ({
  name,
  shape,
  start: { kind: 'uniform', limit: 0.1 * Math.sqrt(3 / terms) },
});

export const zeros = (name: string, shape: Shape): ParameterSpec => ({ name, shape, start: { kind: 'zeros' } });

/** The graph's tensors of a network's weights, by the names of their specs. */
export type ParameterTensors = ReadonlyMap<string, Tensor>;

export const parameter = (parameters: ParameterTensors, name: string): Tensor => {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new Error(`no parameter ${name}`);
  return tensor;
};
