/** Element type: 'float' is 32-bit in every runtime (64-bit in the evaluator that checks gradients), 'int' is 32-bit. */
export type DType = 'float' | 'int';

/** Row-major dimensions; [] is a scalar. */
export type Shape = readonly number[];

/** A value in a graph, identified by a number; the graph knows what produces it. */
export interface Tensor {
  readonly id: number;
  readonly dtype: DType;
  readonly shape: Shape;
}

/** Number of elements. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** The common shape of two operands by NumPy's broadcasting rule; throws a RangeError when there is none. */
export const broadcastShapes = (a: Shape, b: Shape): Shape => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) throw new RangeError(`shapes [${a.join()}] and [${b.join()}] do not broadcast`);
    return m === 1 ? n : m;
  });
};
