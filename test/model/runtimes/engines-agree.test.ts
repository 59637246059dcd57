import { beforeAll, describe, expect, it, vi } from 'vitest';
import { predictedFields, type NetworkConfig } from '../../../src/model/networks/network-config.js';
import { gradientGraph, lossGraph, type WindowShape } from '../../../src/model/networks/network-graphs.js';
import { parametersOf } from '../../../src/model/networks/parameters.js';
import type { Engine, Results } from '../../../src/model/runtimes/engine.js';
import { lossAndGradients } from '../../../src/model/runtimes/tfjs-gradients.js';
import { tensorOf, valuesOf } from '../../../src/model/runtimes/tfjs-interpreter.js';
import { loadTfjs } from '../../../src/model/runtimes/tfjs-loader.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { engines } from '../support/engines.js';
import { evaluate64 } from '../support/float64-evaluator.js';
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

/** Half the distance from 1 to the next 32-bit float: what one operation's rounding may be, as a share of its result. */
const ROUNDOFF = 2 ** -24;

/** Additions one after the other on the way from an event to a loss: the longest sum of each step of it. */
const additionsOf = ({ kind, schema, units, layers, headUnits }: NetworkConfig): number => {
  const layer = kind === 'lstm' ? 2 * units : 8 * units; // gates; keys, scores, values and both halves of what follows
  const logits = Math.max(...schema.map(({ size }) => size));
  return schema.length + layers * layer + units + headUnits + logits;
};

/**
 * Roundings of either sign add up to √n of one over n additions (Higham and Mary 2019), and two engines, which add in
 * orders of their own, as their processor does, are √2 of that apart. Four times that is met by chance once in
 * 10,000 values of normal distribution.
 */
const roundingOf = (config: NetworkConfig): number => 4 * Math.sqrt(2 * additionsOf(config)) * ROUNDOFF;

/**
 * Largest difference allowed in a tensor, as a share of the largest value in it. Beyond losses and logits: four to ten
 * times what adding some hundred 32-bit products in another order was seen to make. A wrong gradient is wrong by 1e-2
 * or more. Weights get more, since Adam divides by √v: where a gradient is all rounding, its move is too. A whole move
 * is about 2e-3 here.
 */
const tolerances = { states: 1e-5, gradients: 5e-6, moments: 2e-5, weights: 1e-4 };

/** Largest |a − b| over the largest |b|. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) return NaN;
  const largest = Array.from(b).reduce((top, x) => Math.max(top, Math.abs(x)), 1e-6);
  return Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]) / largest), 0);
};

const toleranceOf = (name: string, config: NetworkConfig): number => {
  if (name.startsWith('d.') || name === 'gradientNorm') return tolerances.gradients;
  if (/^([hc]\d+|(keys|values)\d+|heard|turn)\.after$/.test(name)) return tolerances.states;
  if (/^[mv]\./.test(name)) return tolerances.moments;
  return name.endsWith('.after') ? tolerances.weights : roundingOf(config);
};

const expectSame = (
  config: NetworkConfig,
  results: Results,
  expected: Readonly<Record<string, ArrayLike<number>>>,
): void => {
  expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    expect(distance(results[name], values), name).toBeLessThan(toleranceOf(name, config));
  }
};

const networks: readonly { readonly size: string; readonly config: NetworkConfig; readonly window: WindowShape }[] = [
  { size: 'tiny', config: tinyNetwork, window: { steps: 4, batch: 3 } },
  { size: 'middle-sized', config: middleNetwork, window: { steps: 6, batch: 4 } },
  { size: 'tiny attending', config: tinyTransformer, window: { steps: 4, batch: 3 } },
  { size: 'middle-sized attending', config: middleTransformer, window: { steps: 6, batch: 4 } },
];

/** Loss, states and every gradient: ours in ONNX Runtime, tfjs's own in TensorFlow.js. */
const gradientsOf = async (engine: Engine, config: NetworkConfig, window: WindowShape): Promise<Results> => {
  const program = await engine.load(gradientGraph(config, window));
  const results = await program.run(windowFeeds(config, window, 5));
  await program.close();
  return results;
};

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

describe.each(networks)('on a $size network', ({ config, window }) => {
  const all: Partial<Record<keyof typeof engines, Engine>> = {};
  let reference: { readonly gradients: Results; readonly logits: Results; readonly training: readonly Results[] };
  beforeAll(async () => {
    for (const [name, load] of Object.entries(engines)) Object.assign(all, { [name]: await load() });
    const native = all['native ONNX Runtime']!;
    reference = {
      gradients: await gradientsOf(native, config, window),
      logits: await sampledLogits(native, config),
      training: await trainSteps(native, config, window, 3),
    };
  });

  it('TensorFlow.js differentiates the loss to the gradients that are ours', async () => {
    expectSame(config, await gradientsOfTfjs(config, window), reference.gradients);
  });

  it('WASM computes the gradients of native', async () => {
    expectSame(config, await gradientsOf(all['WASM ONNX Runtime']!, config, window), reference.gradients);
  });

  it.each(['WASM ONNX Runtime', 'TensorFlow.js'] as const)(
    '%s samples from the same logits as native',
    async (name) => {
      expectSame(config, await sampledLogits(all[name]!, config), reference.logits);
    },
  );

  it.each(['WASM ONNX Runtime', 'TensorFlow.js'] as const)(
    '%s has the same weights after each of 3 Adam steps',
    async (name) => {
      const steps = await trainSteps(all[name]!, config, window, 3);
      steps.forEach((results, i) => expectSame(config, results, reference.training[i]));
    },
  );
});

it.each([networks[0], networks[2]])(
  'native ONNX Runtime has the loss, states and gradients of double precision on a $size network',
  async ({ config, window }) => {
    const results = await gradientsOf(await engines['native ONNX Runtime'](), config, window);
    expectSame(config, results, evaluate64(gradientGraph(config, window), windowFeeds(config, window, 5)));
  },
);
