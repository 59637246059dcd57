import type * as tfjs from './tfjs-javascript.js';
import type { Tensor as TfTensor } from '@tensorflow/tfjs-core';
import type { BinaryFunction, Operator, UnaryFunction } from '../graph/operator.js';
import { broadcastShapes } from '../graph/tensor.js';

/** TensorFlow.js as a value: plain tfjs, or tfjs-node, which has the same functions. */
export type Tfjs = typeof tfjs;

const unary = (tf: Tfjs): Record<UnaryFunction, (x: TfTensor) => TfTensor> => ({
  neg: tf.neg,
  exp: tf.exp,
  log: tf.log,
  sqrt: tf.sqrt,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  relu: tf.relu,
  step: (x) => tf.step(x, 0),
});

/** Both operands at their common shape: the gradients of minimum and maximum in tfjs 4.22 do not undo a broadcast. */
const alike = (tf: Tfjs, a: TfTensor, b: TfTensor): readonly [TfTensor, TfTensor] => {
  const shape = [...broadcastShapes(a.shape, b.shape)];
  return [tf.broadcastTo(a, shape), tf.broadcastTo(b, shape)];
};

const binary = (tf: Tfjs): Record<BinaryFunction, (a: TfTensor, b: TfTensor) => TfTensor> => ({
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  min: (a, b) => tf.minimum(...alike(tf, a, b)),
  max: (a, b) => tf.maximum(...alike(tf, a, b)),
});

const gemm = (tf: Tfjs, { transposeA, transposeB }: Operator & { kind: 'gemm' }, inputs: readonly TfTensor[]) => {
  const product: TfTensor = tf.matMul(inputs[0], inputs[1], transposeA, transposeB);
  return inputs.length > 2 ? tf.add(product, inputs[2]) : product;
};

/** An operator's result in tfjs, differentiable by tfjs if the operator has a gradient. */
export const applyTfjs = (tf: Tfjs, operator: Operator, inputs: readonly TfTensor[]): readonly TfTensor[] => {
  const [x, second] = inputs;
  switch (operator.kind) {
    case 'unary':
      return [unary(tf)[operator.fn](x)];
    case 'binary':
      return [binary(tf)[operator.fn](x, second)];
    case 'gemm':
      return [gemm(tf, operator, inputs)];
    case 'matmul':
      return [tf.matMul(x, second, operator.transposeA, operator.transposeB)];
    case 'reshape':
      return [tf.reshape(x, [...operator.shape])];
    case 'transpose':
      return [tf.transpose(x, [...operator.permutation])];
    case 'expand':
      return [tf.broadcastTo(x, [...operator.shape])];
    case 'concat':
      return [tf.concat([...inputs], operator.axis)];
    case 'split':
      return tf.split(x, [...operator.sizes], operator.axis);
    case 'sum':
      return [tf.sum(x, [...operator.axes], true)];
    case 'gather':
      return [tf.gather(x, second)];
    case 'oneHot':
      return [tf.oneHot(x, operator.depth, 1, 0, 'float32')];
    case 'oneHotColumns':
      return [tf.transpose(tf.oneHot(x, operator.depth, 1, 0, 'float32'))];
    case 'softmax':
      return [tf.softmax(x)];
    case 'logSoftmax':
      return [tf.logSoftmax(x)];
  }
};
