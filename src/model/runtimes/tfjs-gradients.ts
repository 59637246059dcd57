import type { Tensor as TfTensor } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph/operator.js';
import { interpret, valuesOf, type TfTensors } from './tfjs-interpreter.js';
import type { Tfjs } from './tfjs-operators.js';

/** A loss graph run once and differentiated. */
export interface LossAndGradients {
  /** Every output of the graph, `loss` among them. */
  readonly outputs: Readonly<Record<string, Float32Array>>;
  /** d(loss)/d(parameter), of the parameters' shapes. Owned by the caller's `tf.tidy`. */
  readonly gradients: TfTensors;
}

/**
 * Runs a graph that has an output `loss` and differentiates it by tfjs's own rules, never by ours, which makes it an
 * independent check. Call inside `tf.tidy`.
 */
export const lossAndGradients = (
  tf: Tfjs,
  graph: Graph,
  inputs: TfTensors,
  parameters: readonly string[],
): LossAndGradients => {
  const outputs: Record<string, Float32Array> = {};
  const loss = (...weights: TfTensor[]): TfTensor => {
    const fed = new Map([...inputs, ...parameters.map((name, i): [string, TfTensor] => [name, weights[i]])]);
    const results = interpret(tf, graph, fed);
    // Read here: tfjs frees everything but the loss as soon as this function returns.
    for (const [name, tensor] of results) outputs[name] = valuesOf(tensor);
    const total = results.get('loss');
    if (total === undefined) throw new Error('the graph has no output loss');
    return total;
  };
  const weights = parameters.map((name) => {
    const tensor = inputs.get(name);
    if (tensor === undefined) throw new Error(`parameter ${name} is not fed`);
    return tensor;
  });
  const gradients = tf.grads(loss)(weights);
  return { outputs, gradients: new Map(parameters.map((name, i) => [name, gradients[i]])) };
};
