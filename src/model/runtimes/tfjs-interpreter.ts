import type { Tensor as TfTensor } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph/operator.js';
import type { Shape } from '../graph/tensor.js';
import type { TensorData } from './program.js';
import { applyTfjs, type Tfjs } from './tfjs-operators.js';

/** Tensors of tfjs by the names of a graph's inputs or outputs. */
export type TfTensors = ReadonlyMap<string, TfTensor>;

/** May share memory with `values`: change them only when the tensor is done with. */
export const tensorOf = (tf: Tfjs, values: TensorData, shape: Shape): TfTensor =>
  tf.tensor(values, [...shape], values instanceof Float32Array ? 'float32' : 'int32');

/** A copy: tfjs may return its own memory, or even its input. */
export const valuesOf = (tensor: TfTensor): Float32Array => Float32Array.from(tensor.dataSync());

/** Runs a graph node by node; returns its outputs. Call inside `tf.tidy`, which frees intermediate tensors. */
export const interpret = (tf: Tfjs, graph: Graph, inputs: TfTensors): TfTensors => {
  const known = new Map<number, TfTensor>();
  const find = (id: number): TfTensor => {
    const tensor = known.get(id);
    if (tensor === undefined) throw new Error(`tensor ${id} is used before it is made`);
    return tensor;
  };
  for (const { name, tensor } of graph.inputs) {
    const fed = inputs.get(name);
    if (fed === undefined) throw new Error(`graph input ${name} is not fed`);
    known.set(tensor.id, fed);
  }
  for (const { tensor, values } of graph.constants) {
    known.set(tensor.id, tensorOf(tf, Float32Array.from(values), tensor.shape));
  }
  for (const node of graph.nodes) {
    const made = applyTfjs(
      tf,
      node.operator,
      node.inputs.map(({ id }) => find(id)),
    );
    node.outputs.forEach(({ id }, i) => known.set(id, made[i]));
  }
  return new Map(graph.outputs.map(({ name, tensor }) => [name, find(tensor.id)]));
};
