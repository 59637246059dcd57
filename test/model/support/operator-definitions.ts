import { sizeOf, type Shape } from '../../../src/model/graph/tensor.js';
import type { BinaryFunction, Operator, UnaryFunction } from '../../../src/model/graph/operator.js';
import type { Arithmetic } from './arithmetic.js';
import { broadcastAt, generate, indexOf, stridesOf, type Values } from './tensor-values.js';

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

/** Functions that a runtime approximates; it rounds the results of the others. */
const APPROXIMATED: ReadonlySet<UnaryFunction> = new Set(['exp', 'log', 'tanh', 'sigmoid']);

const binary: Record<BinaryFunction, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
};

/** A matrix among the values of a tensor. */
interface Matrix {
  readonly data: Float64Array;
  readonly shape: Shape;
  readonly transposed: boolean | undefined;
}

/** The lines of a matrix, or of its transpose, that a product runs along: rows of the left factor, columns of the right. */
const linesOf = ({ data, shape: [rows, columns], transposed }: Matrix, isLeft: boolean): Float64Array[] =>
  isLeft !== Boolean(transposed)
    ? Array.from({ length: rows }, (_, row) => data.slice(row * columns, (row + 1) * columns))
    : Array.from({ length: columns }, (_, column) =>
        Float64Array.from({ length: rows }, (_n, k) => data[k * columns + column]),
      );

/** A product of two matrices, plus `plus` at each place. */
const product = (
  { dot, round }: Arithmetic,
  a: Matrix,
  b: Matrix,
  plus: (row: number, column: number) => number = () => 0,
): Float64Array => {
  const columns = linesOf(b, false);
  const rows = linesOf(a, true).map((line, row) =>
    columns.map((other, column) => round(dot(line, other, line.length, plus(row, column)))),
  );
  return Float64Array.from(rows.flat());
};

const gemm = (
  arithmetic: Arithmetic,
  { transposeA, transposeB }: Operator & { kind: 'gemm' },
  [a, b, plus]: readonly Values[],
  shape: Shape,
): Values => {
  const plusAt = plus && ((row: number, column: number) => broadcastAt(plus, [row, column]));
  return {
    shape,
    data: product(arithmetic, { ...a, transposed: transposeA }, { ...b, transposed: transposeB }, plusAt),
  };
};

const matmul = (
  arithmetic: Arithmetic,
  { transposeA, transposeB }: Operator & { kind: 'matmul' },
  [a, b]: readonly Values[],
  shape: Shape,
): Values => {
  const part = ({ shape: [, ...rest], data }: Values, n: number, transposed: boolean | undefined): Matrix => ({
    data: data.subarray(n * sizeOf(rest), (n + 1) * sizeOf(rest)),
    shape: rest,
    transposed,
  });
  const products = Array.from({ length: shape[0] }, (_, n) =>
    product(arithmetic, part(a, n, transposeA), part(b, n, transposeB)),
  );
  return { shape, data: Float64Array.from(products.flatMap((values) => [...values])) };
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

/** Sums over all axes that are 1 in `shape`. */
const sum = (arithmetic: Arithmetic, x: Values, shape: Shape): Values => {
  const strides = stridesOf(shape);
  const terms = Array.from({ length: sizeOf(shape) }, (): number[] => []);
  x.data.forEach((value, flat) => {
    const index = indexOf(flat, x.shape);
    terms[index.reduce((at, i, axis) => at + (shape[axis] === 1 ? 0 : i * strides[axis]), 0)].push(value);
  });
  return { shape, data: Float64Array.from(terms, (list) => total(arithmetic, list)) };
};

const total = (arithmetic: Arithmetic, terms: readonly number[]): number =>
  arithmetic.round(arithmetic.dot(Float64Array.from(terms), new Float64Array(terms.length).fill(1), terms.length, 0));

/** Each row of the last axis by itself. */
const byRow = (x: Values, rowOf: (row: Float64Array) => ArrayLike<number>): Values => {
  const width = x.shape[x.shape.length - 1];
  const data = new Float64Array(x.data.length);
  for (let at = 0; at < data.length; at += width) data.set(rowOf(x.data.subarray(at, at + width)), at);
  return { shape: x.shape, data };
};

/** Of a row: what is left of it above its largest, the exponentials of that, and their sum. */
const exponentials = ({ round, approximate, dot }: Arithmetic, row: Float64Array) => {
  const top = Math.max(...row);
  const above = row.map((value) => round(value - top));
  const powers = above.map((value) => approximate(Math.exp(value)));
  return { above, powers, all: total({ round, approximate, dot }, [...powers]) };
};

const softmax = (arithmetic: Arithmetic, x: Values): Values =>
  byRow(x, (row) => {
    const { powers, all } = exponentials(arithmetic, row);
    return powers.map((power) => arithmetic.round(power / all));
  });

const logSoftmax = (arithmetic: Arithmetic, x: Values): Values =>
  byRow(x, (row) => {
    const { above, all } = exponentials(arithmetic, row);
    const log = arithmetic.approximate(Math.log(all));
    return above.map((value) => arithmetic.round(value - log));
  });

const applyUnary = (arithmetic: Arithmetic, fn: UnaryFunction, x: Values): Values => {
  const keep = APPROXIMATED.has(fn) ? arithmetic.approximate : arithmetic.round;
  return { shape: x.shape, data: x.data.map((value) => keep(unary[fn](value))) };
};

const applyBinary = ({ round }: Arithmetic, fn: BinaryFunction, x: Values, y: Values, shape: Shape): Values => {
  const of = binary[fn];
  const isSame = (a: Shape): boolean => a.length === shape.length && a.every((n, axis) => n === shape[axis]);
  if (isSame(x.shape) && isSame(y.shape)) return { shape, data: x.data.map((value, i) => round(of(value, y.data[i]))) };
  if (isSame(x.shape) && y.data.length === 1)
    return { shape, data: x.data.map((value) => round(of(value, y.data[0]))) };
  return generate(shape, (i) => round(of(broadcastAt(x, i), broadcastAt(y, i))));
};

/** The results of an operator, by its definition: slow, and plainly right. */
export const apply = (
  arithmetic: Arithmetic,
  operator: Operator,
  inputs: readonly Values[],
  shapes: readonly Shape[],
): Values[] => {
  const [x, second] = inputs;
  const [shape] = shapes;
  switch (operator.kind) {
    case 'unary':
      return [applyUnary(arithmetic, operator.fn, x)];
    case 'binary':
      return [applyBinary(arithmetic, operator.fn, x, second, shape)];
    case 'gemm':
      return [gemm(arithmetic, operator, inputs, shape)];
    case 'matmul':
      return [matmul(arithmetic, operator, inputs, shape)];
    case 'reshape':
      return [{ shape, data: x.data }];
    case 'transpose':
      return [transpose(x, operator.permutation, shape)];
    case 'expand':
      return [generate(shape, (i) => broadcastAt(x, i))];
    case 'concat':
      return [concat(operator.axis, inputs, shape)];
    case 'split':
      return split(operator.axis, operator.sizes, x, shapes);
    case 'sum':
      return [sum(arithmetic, x, shape)];
    case 'gather':
      return [generate(shape, (i) => broadcastAt(x, [broadcastAt(second, i.slice(0, -1)), i.at(-1)!]))];
    case 'oneHot':
      return [generate(shape, (i) => (broadcastAt(x, i.slice(0, -1)) === i.at(-1) ? 1 : 0))];
    case 'oneHotColumns':
      return [generate(shape, ([row, column]) => (broadcastAt(x, [column]) === row ? 1 : 0))];
    case 'softmax':
      return [softmax(arithmetic, x)];
    case 'logSoftmax':
      return [logSoftmax(arithmetic, x)];
  }
};

const transpose = (x: Values, permutation: readonly number[], shape: Shape): Values => {
  const axes = permutation.map((_, axis) => permutation.indexOf(axis));
  return generate(shape, (i) =>
    broadcastAt(
      x,
      axes.map((axis) => i[axis]),
    ),
  );
};
