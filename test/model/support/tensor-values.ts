import { sizeOf, type Shape } from '../../../src/model/graph/tensor.js';

/** Values of a tensor in double precision (ids too: every 32-bit integer is exact). */
export interface Values {
  readonly shape: Shape;
  readonly data: Float64Array;
}

const knownStrides = new WeakMap<Shape, readonly number[]>();

/** Kept by the shape: every element asks for them. */
export const stridesOf = (shape: Shape): readonly number[] => {
  const known = knownStrides.get(shape);
  if (known) return known;
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  knownStrides.set(shape, strides);
  return strides;
};

export const indexOf = (flat: number, shape: Shape): number[] => {
  const strides = stridesOf(shape);
  return shape.map((n, axis) => Math.floor(flat / strides[axis]) % n);
};

/** Element at an index of a shape that x broadcasts to. */
export const broadcastAt = ({ shape, data }: Values, index: readonly number[]): number => {
  const strides = stridesOf(shape);
  const offset = index.length - shape.length;
  let flat = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] !== 1) flat += index[axis + offset] * strides[axis];
  }
  return data[flat];
};

/** A tensor made element by element from its index, which is valid during the call only: slow, and plainly right. */
export const generate = (shape: Shape, at: (index: readonly number[]) => number): Values => {
  const data = new Float64Array(sizeOf(shape));
  const index = shape.map(() => 0);
  for (let flat = 0; flat < data.length; flat++) {
    data[flat] = at(index);
    let axis = shape.length - 1;
    while (axis >= 0 && ++index[axis] === shape[axis]) index[axis--] = 0;
  }
  return { shape, data };
};
