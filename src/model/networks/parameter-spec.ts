import type { Shape } from '../graph/tensor.js';

/** Name, shape and first values of one weight tensor. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: Shape;
  /** Values start uniform in ±limit; biases start at 0, except that forget gates start open at 1. */
  readonly start: { readonly kind: 'uniform'; readonly limit: number } | { readonly kind: 'zeros' | 'forgetOpen' };
}

export const uniform = (name: string, shape: Shape, fanIn: number): ParameterSpec => ({
  name,
  shape,
  start: { kind: 'uniform', limit: Math.sqrt(1 / fanIn) },
});

/**
 * Embeddings of which `terms` are summed. Initial values are a tenth of what would give the sum variance 1, so that a
 * row that never occurs in training stays small instead of adding noise to a new piece.
 */
export const embedding = (name: string, shape: Shape, terms: number): ParameterSpec => ({
  name,
  shape,
  start: { kind: 'uniform', limit: 0.1 * Math.sqrt(3 / terms) },
});

export const zeros = (name: string, shape: Shape): ParameterSpec => ({ name, shape, start: { kind: 'zeros' } });
