import { describe, expect, it } from 'vitest';
import { hyperparameters, type NetworkKindName } from '../../../src/model/networks/hyperparameters.js';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import {
  dropoutMasks,
  evaluationGraph,
  gradientGraph,
  lossGraph,
  stepGraph,
} from '../../../src/model/networks/network-graphs.js';
import { networkKinds, networkStates, type NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { initialiseWeights, parametersOf } from '../../../src/model/networks/parameters.js';
import { sizeOf } from '../../../src/model/graph/tensor.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Results } from '../../../src/model/runtimes/program.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { nextInt, seedRandom } from '../../../src/shared/random-source.js';
import { planFor } from '../../../src/training/default-plan.js';
import { addBagKind, BAG, tinyBag } from '../support/bag-network.js';
import { engines } from '../support/engines.js';
import { evaluate64 } from '../support/graph-evaluator.js';
import { numericGradient, worstError } from '../support/gradient-check.js';
import { expectAgreement, expectedOf } from '../support/rounding.js';
import { randomWeights, tinyNetwork, tinyTransformer, windowFeeds } from '../support/tiny-network.js';
import { trainSteps } from '../support/training-steps.js';

addBagKind();
const { modelCardSchema } = await import('../../../src/model/checkpoint/model-card.js');

/** Shorter than the Transformer's memory. */
const window = { steps: 4, batch: 2 };
const EVENTS = 7;

/** One network of each kind. */
const networks: Readonly<Record<string, NetworkConfig>> = {
  lstm: tinyNetwork,
  transformer: tinyTransformer,
  bag: tinyBag,
};

it('every kind is put to these tests', () => {
  expect(Object.keys(networks).sort()).toEqual(Object.keys(networkKinds).sort());
  expect(Object.keys(hyperparameters).sort()).toEqual(Object.keys(networkKinds).sort());
});

/** Random events after a start row in which all is absent. */
const rowsOf = ({ schema }: NetworkConfig): Int32Array[] => {
  const random = seedRandom(6);
  return Array.from({ length: EVENTS + 1 }, (_, row) =>
    Int32Array.from(schema, ({ size }) => (row === 0 ? size : nextInt(random, size))),
  );
};

const natsOf = (logits: Float32Array, id: number): number =>
  Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[id];

/** Nats of each field of each event, as they are sampled: (fields, events). */
const sampledLosses = async (engine: Engine, config: NetworkConfig): Promise<Results> => {
  const rows = rowsOf(config);
  const model = await loadEventModel(engine, config, randomWeights(config, 2));
  const losses: number[][] = predictedFields(config.schema).map(() => []);
  let state = await model.advance(rows[0]);
  for (const row of rows.slice(1)) {
    predictedFields(config.schema).forEach((place, i) => {
      losses[i].push(natsOf(model.logits(state, place, row), row[place.index]));
    });
    state = await model.advance(row, state);
  }
  await model.close();
  return { losses: Float32Array.from(losses.flat()) };
};

/** The same over one window. */
const windowLosses = async (engine: Engine, config: NetworkConfig): Promise<Results> => {
  const rows = rowsOf(config);
  const columns = (list: readonly Int32Array[]) =>
    Int32Array.from(config.schema.flatMap((_, field) => list.map((row) => row[field])));
  const states = networkStates(config).map(({ name, width }) => [name, new Float32Array(width)] as const);
  const program = await engine.load(evaluationGraph(config, { steps: EVENTS, batch: 1 }), randomWeights(config, 2));
  const { losses } = await program.run({
    ...Object.fromEntries(states),
    ids: columns(rows.slice(0, -1)),
    targets: columns(rows.slice(1)),
    carry: Float32Array.of(0),
  });
  await program.close();
  return { losses };
};

describe.each(Object.entries(networks))('a network of the kind %s', (kind, config) => {
  const feeds = windowFeeds(config, window, 7);
  const loss = lossGraph(config, window);

  it('takes its parameters, states and masks, each of another name, and nothing else', () => {
    const names = [...parametersOf(config), ...networkStates(config), ...dropoutMasks(config)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(loss.inputs.map(({ name }) => name).sort()).toEqual(
      [...names, 'ids', 'targets', 'carry', 'lossScale'].sort(),
    );
    const inputs = new Map(loss.inputs.map(({ name, tensor }) => [name, tensor.shape]));
    for (const { name, shape } of parametersOf(config)) expect(inputs.get(name), name).toEqual(shape);
    for (const { name, width } of networkStates(config)) expect(inputs.get(name), name).toEqual([window.batch, width]);
  });

  it('has a slope along every parameter, the one that is measured', () => {
    const results = evaluate64(gradientGraph(config, window), feeds);
    for (const { name } of parametersOf(config)) {
      const slopes = results[`d.${name}`];
      expect(Math.max(...slopes.map(Math.abs)), name).toBeGreaterThan(1e-6);
      expect(worstError(slopes, numericGradient(loss, feeds, name)), name).toBeLessThan(1e-8);
    }
  });

  it('feels every dropout mask and every state', () => {
    const before = evaluate64(loss, feeds).losses;
    for (const { name } of [...dropoutMasks(config), ...networkStates(config)]) {
      const changed = Float64Array.from(feeds[name], (value) => value * 0.5 + 0.1);
      expect(evaluate64(loss, { ...feeds, [name]: changed }).losses, name).not.toEqual(before);
    }
  });

  it('leaves the states of its names after a window and after a step', () => {
    const names = networkStates(config).map(({ name }) => `${name}.after`);
    expect(evaluationGraph(config, window).outputs.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    const step = stepGraph(config);
    for (const { name } of step.outputs) {
      if (name.endsWith('.after')) expect(names).toContain(name);
    }
  });

  it('samples event by event with the losses of a window', async () => {
    const native = await engines['native ONNX Runtime']();
    const expected = await expectedOf((engine) => windowLosses(engine, config));
    expectAgreement(await windowLosses(native, config), expected);
    expectAgreement(await sampledLosses(native, config), expected);
  });

  it('never changes a state that it has given', async () => {
    const rows = rowsOf(config);
    const model = await loadEventModel(await engines['native ONNX Runtime'](), config, randomWeights(config, 2));
    const state = await model.advance(rows[1], await model.advance(rows[0]));
    const [place] = predictedFields(config.schema);
    const before = model.logits(state, place, rows[2]).slice();
    const once = await model.advance(rows[3], state);
    await model.advance(rows[4], state);
    expect(model.logits(state, place, rows[2])).toEqual(before);
    expect((await model.advance(rows[3], state)).contexts).toEqual(once.contexts);
    await model.close();
  });

  it('learns: some steps make the loss of what is learned smaller', async () => {
    const engine = await engines['native ONNX Runtime']();
    const steps = await trainSteps(engine, config, window, 1);
    const learned = Object.fromEntries(parametersOf(config).map(({ name }) => [name, steps[0][`${name}.after`]]));
    const now = windowFeeds(config, window, 10);
    expect(evaluate64(loss, { ...now, ...learned }).loss[0]).toBeLessThan(evaluate64(loss, now).loss[0]);
  });

  it('is planned with sizes of its own, first weights for all parameters, and a checkpoint that reads it', () => {
    const changes = Object.fromEntries(
      Object.keys(hyperparameters[kind as NetworkKindName].ownSizes).map((name) => [name, 3]),
    );
    const plan = planFor(config.schema, 1e6, { network: kind as NetworkKindName, units: 12, ...changes });
    expect(plan.network).toMatchObject({ kind, units: 12, ...changes });
    expect(plan.network.layers).toBe(hyperparameters[kind as NetworkKindName].layers);
    expect(plan.schedule.peak).toBe(hyperparameters[kind as NetworkKindName].learningRate);
    expect(modelCardSchema.shape.network.parse(JSON.parse(JSON.stringify(plan.network)))).toEqual(plan.network);
    const weights = initialiseWeights(plan.network, 1);
    for (const { name, shape } of parametersOf(plan.network)) expect(weights.get(name)).toHaveLength(sizeOf(shape));
  });
});

it('a kind that nobody knows is refused by the card', () => {
  expect(() => modelCardSchema.shape.network.parse({ ...tinyNetwork, kind: 'perceptron' })).toThrow('kind');
  expect(planFor(tinyNetwork.schema, 1e6, { network: BAG }).network).toMatchObject({ kind: 'bag', memory: 16 });
});
