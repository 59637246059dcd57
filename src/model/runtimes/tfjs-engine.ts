import type { Graph, GraphInput } from '../graph/operator.js';
import type { AdamConfig } from '../networks/adam.js';
import type { NetworkConfig } from '../networks/network-kinds.js';
import { lossGraph, updateGraph, type WindowShape } from '../networks/network-graphs.js';
import { parametersOf } from '../networks/parameters.js';
import type { Engine } from './engine.js';
import type { Feeds, Program, Results } from './program.js';
import { lossAndGradients } from './tfjs-gradients.js';
import { interpret, tensorOf, valuesOf, type TfTensors } from './tfjs-interpreter.js';
import type { Tfjs } from './tfjs-operators.js';

const feed = (tf: Tfjs, inputs: readonly GraphInput[], feeds: Feeds): TfTensors =>
  new Map(
    inputs.map(({ name, tensor }) => {
      const values = feeds[name];
      if (values === undefined) throw new Error(`graph input ${name} is not fed`);
      return [name, tensorOf(tf, values, tensor.shape)];
    }),
  );

const valuesOfAll = (outputs: TfTensors): Record<string, Float32Array> =>
  Object.fromEntries([...outputs].map(([name, tensor]) => [name, valuesOf(tensor)]));

const copyInto = (results: Results, into: Readonly<Record<string, Float32Array>>): Results => {
  const copied = Object.entries(into).flatMap(([name, array]) => {
    if (!(name in results)) return [];
    array.set(results[name]);
    return [[name, array] as const];
  });
  return { ...results, ...Object.fromEntries(copied) };
};

const forwardProgram = (tf: Tfjs, graph: Graph, bound: ReadonlyMap<string, Float32Array>): Program => {
  const isBound = ({ name }: GraphInput) => bound.has(name);
  const free = graph.inputs.filter((input) => !isBound(input));
  const weights = feed(
    tf,
    graph.inputs.filter(isBound),
    Object.fromEntries([...bound].map(([n, w]) => [n, w.slice()])),
  );
  return {
    run: async (feeds, into = {}) => {
      const results: Record<string, Float32Array> = {};
      tf.tidy(() => {
        Object.assign(results, valuesOfAll(interpret(tf, graph, new Map([...weights, ...feed(tf, free, feeds)]))));
      });
      return copyInto(results, into);
    },
    close: async () => {
      for (const tensor of weights.values()) tensor.dispose();
    },
  };
};

/** Forward and optimizer are our graphs; what lies between, the gradients, is tfjs's. */
const trainingProgram = (tf: Tfjs, config: NetworkConfig, window: WindowShape, adam: AdamConfig): Program => {
  const loss = lossGraph(config, window);
  const update = updateGraph(config, adam);
  const parameters = parametersOf(config).map(({ name }) => name);
  const ofUpdate = update.inputs.filter(({ name }) => !name.startsWith('d.') && !parameters.includes(name));
  return {
    run: async (feeds, into = {}) => {
      const results: Record<string, Float32Array> = {};
      tf.tidy(() => {
        const inputs = feed(tf, loss.inputs, feeds);
        const { outputs, gradients } = lossAndGradients(tf, loss, inputs, parameters);
        const named = [...gradients].map(([name, gradient]) => [`d.${name}`, gradient] as const);
        const updated = interpret(tf, update, new Map([...inputs, ...named, ...feed(tf, ofUpdate, feeds)]));
        Object.assign(results, outputs, valuesOfAll(updated));
      });
      return copyInto(results, into);
    },
    close: async () => undefined,
  };
};

/**
 * Runs our graphs in TensorFlow.js. Slower than ONNX Runtime by one to two orders of magnitude without its native
 * part; kept for machines that have it, and as the second opinion on every gradient.
 */
export const tfjsEngine = (tf: Tfjs, name: string): Engine => ({
  name,
  load: async (graph, bound = new Map()) => forwardProgram(tf, graph, bound),
  loadTraining: async (config, window, adam) => trainingProgram(tf, config, window, adam),
});
