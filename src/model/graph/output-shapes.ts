import type { GraphNode, Operator } from './operator.js';
import { broadcastShapes, sameShape, sizeOf, type DType, type Shape, type Tensor } from './tensor.js';

const fail = (operator: Operator, inputs: readonly Tensor[]): never => {
  throw new RangeError(`${operator.kind} cannot take ${inputs.map((t) => `[${t.shape.join()}]`).join(', ')}`);
};

const gemmShape = (node: Pick<GraphNode, 'inputs'> & { operator: Operator & { kind: 'gemm' } }): Shape => {
  const [a, b, c] = node.inputs;
  const { transposeA, transposeB } = node.operator;
  if (a.shape.length !== 2 || b.shape.length !== 2) return fail(node.operator, node.inputs);
  const [rows, inner] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const [innerB, columns] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
  const shape = [rows, columns];
  if (inner !== innerB) return fail(node.operator, node.inputs);
  if (node.inputs.length > 2 && !sameShape(broadcastShapes(c.shape, shape), shape)) {
    return fail(node.operator, node.inputs);
  }
  return shape;
};

const matmulShape = (operator: Operator & { kind: 'matmul' }, inputs: readonly Tensor[]): Shape => {
  const [{ shape: a }, { shape: b }] = inputs;
  if (a.length !== 3 || b.length !== 3 || a[0] !== b[0]) return fail(operator, inputs);
  const [rows, inner] = operator.transposeA ? [a[2], a[1]] : [a[1], a[2]];
  const [innerB, columns] = operator.transposeB ? [b[2], b[1]] : [b[1], b[2]];
  return inner === innerB ? [a[0], rows, columns] : fail(operator, inputs);
};

const concatShape = (operator: Operator & { kind: 'concat' }, inputs: readonly Tensor[]): Shape => {
  const { axis } = operator;
  const first = inputs[0].shape;
  const fits = (t: Tensor) => t.shape.length === first.length && t.shape.every((n, i) => i === axis || n === first[i]);
  if (axis >= first.length || !inputs.every(fits)) return fail(operator, inputs);
  return first.map((n, i) => (i === axis ? inputs.reduce((total, t) => total + t.shape[axis], 0) : n));
};

const transposedShape = (operator: Operator & { kind: 'transpose' }, input: Tensor): Shape => {
  const { permutation } = operator;
  const sorted = [...permutation].sort((a, b) => a - b);
  if (permutation.length !== input.shape.length || sorted.some((axis, i) => axis !== i)) fail(operator, [input]);
  return permutation.map((axis) => input.shape[axis]);
};

const splitShapes = (operator: Operator & { kind: 'split' }, input: Tensor): Shape[] => {
  const { axis, sizes } = operator;
  if (sizes.reduce((a, b) => a + b, 0) !== input.shape[axis]) fail(operator, [input]);
  return sizes.map((size) => input.shape.map((n, i) => (i === axis ? size : n)));
};

const shapesOf = (operator: Operator, inputs: readonly Tensor[]): readonly Shape[] => {
  const [a, b] = inputs;
  switch (operator.kind) {
    case 'unary':
    case 'softmax':
    case 'logSoftmax':
      return [a.shape];
    case 'binary':
      return [broadcastShapes(a.shape, b.shape)];
    case 'gemm':
      return [gemmShape({ operator, inputs })];
    case 'matmul':
      return [matmulShape(operator, inputs)];
    case 'reshape':
      return sizeOf(operator.shape) === sizeOf(a.shape) ? [operator.shape] : fail(operator, inputs);
    case 'transpose':
      return [transposedShape(operator, a)];
    case 'expand':
      return sameShape(broadcastShapes(a.shape, operator.shape), operator.shape)
        ? [operator.shape]
        : fail(operator, inputs);
    case 'concat':
      return [concatShape(operator, inputs)];
    case 'split':
      return splitShapes(operator, a);
    case 'sum':
      return [a.shape.map((n, i) => (operator.axes.includes(i) ? 1 : n))];
    case 'gather':
      return a.shape.length === 2 ? [[...b.shape, a.shape[1]]] : fail(operator, inputs);
    case 'oneHot':
      return [[...a.shape, operator.depth]];
    case 'oneHotColumns':
      return a.shape.length === 1 ? [[operator.depth, a.shape[0]]] : fail(operator, inputs);
  }
};

/** Operators that turn ids into floats. */
const LOOKS_UP: ReadonlySet<Operator['kind']> = new Set(['gather', 'oneHot', 'oneHotColumns']);

const expectedTypes = (operator: Operator, inputs: readonly Tensor[]): readonly DType[] => {
  if (operator.kind === 'gather') return ['float', 'int'];
  if (operator.kind === 'oneHot' || operator.kind === 'oneHotColumns') return ['int'];
  if (['reshape', 'split', 'concat'].includes(operator.kind)) return inputs.map(() => inputs[0].dtype);
  return inputs.map(() => 'float');
};

/** Types and shapes of an operator's results; throws a RangeError if its operands do not fit. */
export const outputsOf = (
  operator: Operator,
  inputs: readonly Tensor[],
): readonly { readonly dtype: DType; readonly shape: Shape }[] => {
  const types = expectedTypes(operator, inputs);
  inputs.forEach((tensor, i) => {
    if (tensor.dtype !== types[i]) throw new RangeError(`${operator.kind} takes ${types[i]}, not ${tensor.dtype}`);
  });
  const dtype = LOOKS_UP.has(operator.kind) ? 'float' : inputs[0].dtype;
  return shapesOf(operator, inputs).map((shape) => ({ dtype, shape }));
};
