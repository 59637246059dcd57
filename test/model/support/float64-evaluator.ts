import { sizeOf, type Shape, type Tensor } from '../../../src/model/graph/tensor.js';
import type { BinaryFunction, Graph, Operator, UnaryFunction } from '../../../src/model/graph/operator.js';

/** Values of a tensor in double precision (ids too: every 32-bit integer is exact). */
export interface Values {
  readonly shape: Shape;
  readonly data: Float64Array;
}

const unary: Record<UnaryFunction, (x: number) => number> = {
  neg: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  relu: (x) => Math.max(0, x),
  step: (x) => (x > 0 ? 1 : 0),
};

const binary: Record<BinaryFunction, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
};

const knownStrides = new WeakMap<Shape, readonly number[]>();

/** Kept by the shape: every element asks for them. */
const stridesOf = (shape: Shape): readonly number[] => {
  const known = knownStrides.get(shape);
  if (known) return known;
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  knownStrides.set(shape, strides);
  return strides;
};

const indexOf = (flat: number, shape: Shape): number[] => {
  const strides = stridesOf(shape);
  return shape.map((n, axis) => Math.floor(flat / strides[axis]) % n);
};

/** Element at an index of a shape that x broadcasts to. */
const broadcastAt = (x: Values, index: readonly number[]): number => {
  const strides = stridesOf(x.shape);
  const offset = index.length - x.shape.length;
  return x.data[x.shape.reduce((flat, n, axis) => flat + (n === 1 ? 0 : index[axis + offset] * strides[axis]), 0)];
};

/** A tensor made element by element from its index: slow, and plainly right. */
const generate = (shape: Shape, at: (index: number[]) => number): Values => ({
  shape,
  data: Float64Array.from({ length: sizeOf(shape) }, (_, flat) => at(indexOf(flat, shape))),
});

const gemm = ({ transposeA, transposeB }: Operator & { kind: 'gemm' }, inputs: readonly Values[], shape: Shape) => {
  const [a, b] = inputs;
  const inner = transposeA ? a.shape[0] : a.shape[1];
  return generate(shape, ([row, column]) => {
    let sum = inputs.length > 2 ? broadcastAt(inputs[2], [row, column]) : 0;
    for (let k = 0; k < inner; k++) {
      sum += broadcastAt(a, transposeA ? [k, row] : [row, k]) * broadcastAt(b, transposeB ? [column, k] : [k, column]);
    }
    return sum;
  });
};

const matmul = ({ transposeA, transposeB }: Operator & { kind: 'matmul' }, [a, b]: readonly Values[], shape: Shape) => {
  const inner = transposeA ? a.shape[1] : a.shape[2];
  return generate(shape, ([n, row, column]) => {
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum +=
        broadcastAt(a, transposeA ? [n, k, row] : [n, row, k]) *
        broadcastAt(b, transposeB ? [n, column, k] : [n, k, column]);
    }
    return sum;
  });
};

const concat = (axis: number, inputs: readonly Values[], shape: Shape): Values =>
  generate(shape, (index) => {
    let along = index[axis];
    const part = inputs.find((x) => {
      if (along < x.shape[axis]) return true;
      along -= x.shape[axis];
      return false;
    });
    return broadcastAt(part!, index.with(axis, along));
  });

const split = (axis: number, sizes: readonly number[], x: Values, shapes: readonly Shape[]): Values[] =>
  shapes.map((shape, part) => {
    const start = sizes.slice(0, part).reduce((sum, n) => sum + n, 0);
    return generate(shape, (index) => broadcastAt(x, index.with(axis, index[axis] + start)));
  });

const sum = (x: Values, shape: Shape): Values => {
  const result = generate(shape, () => 0);
  const strides = stridesOf(shape);
  x.data.forEach((value, flat) => {
    const index = indexOf(flat, x.shape);
    result.data[index.reduce((at, i, axis) => at + (shape[axis] === 1 ? 0 : i * strides[axis]), 0)] += value;
  });
  return result;
};

/** ln Σ exp over the last axis, at an index. */
const logSumExp = (x: Values, index: readonly number[]): number => {
  const last = index.length - 1;
  const row = Array.from({ length: x.shape[last] }, (_, k) => broadcastAt(x, index.with(last, k)));
  const top = Math.max(...row);
  return top + Math.log(row.reduce((total, value) => total + Math.exp(value - top), 0));
};

const apply = (operator: Operator, inputs: readonly Values[], shapes: readonly Shape[]): Values[] => {
  const [x, second] = inputs;
  const [shape] = shapes;
  switch (operator.kind) {
    case 'unary':
      return [{ shape, data: x.data.map(unary[operator.fn]) }];
    case 'binary':
      return [generate(shape, (i) => binary[operator.fn](broadcastAt(x, i), broadcastAt(second, i)))];
    case 'gemm':
      return [gemm(operator, inputs, shape)];
    case 'matmul':
      return [matmul(operator, inputs, shape)];
    case 'reshape':
      return [{ shape, data: x.data }];
    case 'transpose':
      return [
        generate(shape, (i) =>
          broadcastAt(
            x,
            invert(operator.permutation).map((axis) => i[axis]),
          ),
        ),
      ];
    case 'expand':
      return [generate(shape, (i) => broadcastAt(x, i))];
    case 'concat':
      return [concat(operator.axis, inputs, shape)];
    case 'split':
      return split(operator.axis, operator.sizes, x, shapes);
    case 'sum':
      return [sum(x, shape)];
    case 'gather':
      return [generate(shape, (i) => broadcastAt(x, [broadcastAt(second, i.slice(0, -1)), i.at(-1)!]))];
    case 'oneHot':
      return [generate(shape, (i) => (broadcastAt(x, i.slice(0, -1)) === i.at(-1) ? 1 : 0))];
    case 'oneHotColumns':
      return [generate(shape, ([row, column]) => (broadcastAt(x, [column]) === row ? 1 : 0))];
    case 'softmax':
      return [generate(shape, (i) => Math.exp(broadcastAt(x, i) - logSumExp(x, i)))];
    case 'logSoftmax':
      return [generate(shape, (i) => broadcastAt(x, i) - logSumExp(x, i))];
  }
};

const invert = (permutation: readonly number[]): number[] => permutation.map((_, axis) => permutation.indexOf(axis));

export type Feeds64 = Readonly<Record<string, ArrayLike<number>>>;

/** Runs a graph in double precision. Written from the operators' definitions alone: it shares no code with a runtime. */
export const evaluate64 = (graph: Graph, feeds: Feeds64): Record<string, Float64Array> => {
  const known = new Map<number, Values>();
  const keep = ({ id, shape }: Tensor, data: ArrayLike<number>) =>
    known.set(id, { shape, data: Float64Array.from(data) });
  for (const { name, tensor } of graph.inputs) keep(tensor, feeds[name]);
  for (const { tensor, values } of graph.constants) keep(tensor, values);
  for (const { operator, inputs, outputs } of graph.nodes) {
    const operands = inputs.map(({ id }) => known.get(id)!);
    const results = apply(
      operator,
      operands,
      outputs.map(({ shape }) => shape),
    );
    outputs.forEach(({ id }, i) => known.set(id, results[i]));
  }
  return Object.fromEntries(graph.outputs.map(({ name, tensor }) => [name, known.get(tensor.id)!.data]));
};
