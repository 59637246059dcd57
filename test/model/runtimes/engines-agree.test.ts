import { beforeAll, describe, expect, it, vi } from 'vitest';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import type { NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { gradientGraph, lossGraph, type WindowShape } from '../../../src/model/networks/network-graphs.js';
import { parametersOf } from '../../../src/model/networks/parameters.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Results } from '../../../src/model/runtimes/program.js';
import { lossAndGradients } from '../../../src/model/runtimes/tfjs-gradients.js';
import { tensorOf, valuesOf } from '../../../src/model/runtimes/tfjs-interpreter.js';
import { loadTfjs } from '../../../src/model/runtimes/tfjs-loader.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { engines } from '../support/engines.js';
import { evaluate64 } from '../support/graph-evaluator.js';
import { astray, expectAgreement, expectedOf, runGraph, type Expected } from '../support/rounding.js';
import {
  middleNetwork,
  middleTransformer,
  randomWeights,
  tinyNetwork,
  tinyTransformer,
  windowFeeds,
} from '../support/tiny-network.js';
import { trainSteps } from '../support/training-steps.js';

// Loading WASM takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const networks: readonly { readonly size: string; readonly config: NetworkConfig; readonly window: WindowShape }[] = [
  { size: 'tiny', config: tinyNetwork, window: { steps: 4, batch: 3 } },
  { size: 'middle-sized', config: middleNetwork, window: { steps: 6, batch: 4 } },
  { size: 'tiny attending', config: tinyTransformer, window: { steps: 4, batch: 3 } },
  { size: 'middle-sized attending', config: middleTransformer, window: { steps: 6, batch: 4 } },
];

/** Loss, states and every gradient by our rules. */
const gradientsOf = (engine: Engine, config: NetworkConfig, window: WindowShape): Promise<Results> =>
  runGraph(engine, gradientGraph(config, window), windowFeeds(config, window, 5));

/** The same by tfjs's own rules. */
const gradientsOfTfjs = async (config: NetworkConfig, window: WindowShape): Promise<Results> => {
  const { tf } = await loadTfjs();
  const feeds = windowFeeds(config, window, 5);
  const graph = lossGraph(config, window);
  const results: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const inputs = new Map(graph.inputs.map(({ name, tensor }) => [name, tensorOf(tf, feeds[name], tensor.shape)]));
    const parameters = parametersOf(config).map(({ name }) => name);
    const { outputs, gradients } = lossAndGradients(tf, graph, inputs, parameters);
    Object.assign(results, outputs);
    for (const [name, gradient] of gradients) results[`d.${name}`] = valuesOf(gradient);
  });
  return results;
};

/** States and logits of every field after a few events. */
const sampledLogits = async (engine: Engine, config: NetworkConfig): Promise<Results> => {
  const model = await loadEventModel(engine, config, randomWeights(config, 8));
  const results: Record<string, Float32Array> = {};
  let state = await model.advance(Int32Array.from(config.schema, ({ size }) => size));
  for (let event = 0; event < 3; event++) {
    const row = Int32Array.from(config.schema, ({ size }, i) => (7 * event + 3 * i) % size);
    for (const place of predictedFields(config.schema)) {
      results[`logits.${place.field.name}.${event}`] = model.logits(state, place, row).slice();
    }
    state = await model.advance(row, state);
  }
  for (const [name, values] of Object.entries(state.memory)) results[`${name}.after`] = values.slice();
  await model.close();
  return results;
};

/** All that each of some Adam steps gives, under names that begin with the step's number. */
const adamSteps = async (engine: Engine, config: NetworkConfig, window: WindowShape): Promise<Results> => {
  const steps = await trainSteps(engine, config, window, 3);
  return Object.fromEntries(
    steps.flatMap((results, i) => Object.entries(results).map(([name, values]) => [`${i + 1}: ${name}`, values])),
  );
};

describe.each(networks)('on a $size network', ({ config, window }) => {
  let gradients: Expected;
  let logits: Expected;
  let training: Expected;
  beforeAll(async () => {
    gradients = await expectedOf((engine) => gradientsOf(engine, config, window));
    logits = await expectedOf((engine) => sampledLogits(engine, config));
    training = await expectedOf((engine) => adamSteps(engine, config, window));
  });

  it('TensorFlow.js differentiates the loss to the gradients that are ours', async () => {
    expectAgreement(await gradientsOfTfjs(config, window), gradients);
  });

  it.each(['native ONNX Runtime', 'WASM ONNX Runtime'] as const)('%s computes our gradients', async (name) => {
    expectAgreement(await gradientsOf(await engines[name](), config, window), gradients);
  });

  describe.each(Object.entries(engines))('%s', (_, load) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await load();
    });

    it('samples from the logits of the definitions', async () => {
      expectAgreement(await sampledLogits(engine, config), logits);
    });

    it('has the weights of the definitions after each of 3 Adam steps', async () => {
      expectAgreement(await adamSteps(engine, config, window), training);
    });
  });

  it('no weight can be wrong by 1e-3 without being noticed', () => {
    const feeds = windowFeeds(config, window, 5);
    const graph = lossGraph(config, window);
    const unnoticed = parametersOf(config).filter(({ name }) => {
      const slopes = gradients.exact[`d.${name}`];
      const steepest = slopes.reduce((best, slope, i) => (Math.abs(slope) > Math.abs(slopes[best]) ? i : best), 0);
      const wrong = Float32Array.from(feeds[name]);
      wrong[steepest] += 1e-3;
      return astray(evaluate64(graph, { ...feeds, [name]: wrong }), gradients).length === 0;
    });
    expect(unnoticed.map(({ name }) => name)).toEqual([]);
  });
});
