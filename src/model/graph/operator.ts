import type { Shape, Tensor } from './tensor.js';

/** Elementwise functions of one operand. `step` is 1 where x > 0, else 0. */
export type UnaryFunction = 'neg' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'relu' | 'step';

/** Elementwise functions of two operands, broadcast. */
export type BinaryFunction = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max';

/** The operators of a graph. Attributes only; operands are in the node. */
export type Operator =
  | { readonly kind: 'unary'; readonly fn: UnaryFunction }
  | { readonly kind: 'binary'; readonly fn: BinaryFunction }
  /** a·b (+ c): matrices, each optionally transposed; c broadcasts to the product. */
  | { readonly kind: 'gemm'; readonly transposeA: boolean; readonly transposeB: boolean }
  /** As many products as the first axis has: (n, rows, inner)·(n, inner, columns), each factor optionally transposed. */
  | { readonly kind: 'matmul'; readonly transposeA: boolean; readonly transposeB: boolean }
  | { readonly kind: 'reshape'; readonly shape: Shape }
  | { readonly kind: 'transpose'; readonly permutation: readonly number[] }
  | { readonly kind: 'expand'; readonly shape: Shape }
  | { readonly kind: 'concat'; readonly axis: number }
  /** Several outputs, one per part. */
  | { readonly kind: 'split'; readonly axis: number; readonly sizes: readonly number[] }
  /** Keeps the summed axes with size 1. */
  | { readonly kind: 'sum'; readonly axes: readonly number[] }
  /** Rows of a (rows, width) table by int ids of any shape. */
  | { readonly kind: 'gather' }
  /** Int ids of any shape to float rows of `depth`; an id outside 0 … depth−1 gives a row of zeros. */
  | { readonly kind: 'oneHot'; readonly depth: number }
  /** The same for a vector of ids, transposed: (depth, ids). */
  | { readonly kind: 'oneHotColumns'; readonly depth: number }
  /** Over the last axis. */
  | { readonly kind: 'softmax' }
  | { readonly kind: 'logSoftmax' };

/** One computation. */
export interface GraphNode {
  readonly operator: Operator;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** A tensor fed at each run, or bound to a constant when the graph is loaded (weights for sampling). */
export interface GraphInput {
  readonly name: string;
  readonly tensor: Tensor;
}

/** A small literal. */
export interface GraphConstant {
  readonly tensor: Tensor;
  readonly values: readonly number[] | Float32Array;
}

/** A finished computation: nodes in an order in which each comes after what it needs. */
export interface Graph {
  readonly inputs: readonly GraphInput[];
  readonly constants: readonly GraphConstant[];
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly { readonly name: string; readonly tensor: Tensor }[];
}
