/** What bench/engine.mjs measures: two networks, one batch of made events, a training step and an event drawn. */
import { pianoSchema } from '../dist/encoding/piano/piano-schema.js';
import { adamScalars, defaultAdam } from '../dist/model/networks/adam.js';
import { predictedFields } from '../dist/model/networks/network-config.js';
import { dropoutMasks } from '../dist/model/networks/network-graphs.js';
import { networkStates } from '../dist/model/networks/network-kinds.js';
import { initialiseWeights, parametersOf } from '../dist/model/networks/parameters.js';
import { sample } from '../dist/model/sampling/sample.js';
import { loadEventModel } from '../dist/model/sampling/event-model.js';
import { seedRandom } from '../dist/shared/random-source.js';

export const window = { steps: 64, batch: 32 };

/** Events trained on in one step. */
export const tokens = window.steps * window.batch;

const LEARNING_RATE = 1e-3;

const lstm = { kind: 'lstm', units: 256, layers: 2 };

export const networks = {
  plain: { ...lstm, schema: [{ name: 'id', size: 400, role: 'predicted' }], embedding: 256, headUnits: 256 },
  piano: { ...lstm, schema: pianoSchema, embedding: 128, headUnits: 128 },
};

const filled = (length, value) => Float32Array.from({ length }, value);

/** One batch, the same for every engine: ids are random, 5 % of them absent, a fifth of the masks closed. */
export const makeBatch = (config) => {
  const random = seedRandom(1);
  const ids = () =>
    Int32Array.from(
      config.schema.flatMap(({ size }) =>
        Array.from({ length: tokens }, () => (random.next() < 0.05 ? size : Math.floor(random.next() * size))),
      ),
    );
  const mask = ({ name, width }) => [name, filled(window.batch * width, () => (random.next() < 0.2 ? 0 : 1.25))];
  return {
    ids: ids(),
    targets: ids(),
    carry: new Float32Array(window.batch).fill(1),
    lossScale: Float32Array.of(1 / tokens),
    ...Object.fromEntries(
      networkStates(config).map(({ name, width }) => [name, new Float32Array(window.batch * width)]),
    ),
    ...Object.fromEntries(dropoutMasks(config).map(mask)),
  };
};

export const makeWeights = (config) => initialiseWeights(config, 1);

/** Weights as one run of floats, in the order of `layout`, for PyTorch. */
export const weightLayout = (config) => parametersOf(config).map(({ name, shape }) => ({ name, shape }));

/** Wall and processor milliseconds of `count` calls, one number a call. */
export const timeCalls = async (count, call) => {
  const wallMs = [];
  const cpuMs = [];
  for (let i = 0; i < count; i++) {
    const before = process.cpuUsage();
    const start = performance.now();
    await call();
    wallMs.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpuMs.push((user + system) / 1000);
  }
  return { wallMs, cpuMs };
};

const startTensors = (weights) =>
  Object.fromEntries(
    [...weights].flatMap(([name, values]) => [
      [name, values.slice()],
      [`m.${name}`, new Float32Array(values.length)],
      [`v.${name}`, new Float32Array(values.length)],
    ]),
  );

/** A training of one engine: each call of `step` is forward, backward, clipping and Adam, and returns the loss. */
export const openTraining = async (engine, config) => {
  const program = await engine.loadTraining(config, window, defaultAdam);
  const batch = makeBatch(config);
  let [current, next] = [startTensors(makeWeights(config)), startTensors(makeWeights(config))];
  let steps = 0;
  const step = async () => {
    const { stepSize, keep } = adamScalars(defaultAdam, ++steps, LEARNING_RATE);
    const scalars = { stepSize: Float32Array.of(stepSize), keep: Float32Array.of(keep) };
    const into = Object.fromEntries(Object.entries(next).map(([name, values]) => [`${name}.after`, values]));
    const results = await program.run({ ...batch, ...current, ...scalars }, into);
    const after = Object.fromEntries(Object.keys(next).map((name) => [name, results[`${name}.after`]]));
    [current, next] = [after, current];
    return results.loss[0];
  };
  return { step, close: () => program.close() };
};

/**
 * An engine that continues a piece. `step`: one recurrent step and the logits of the first head. `event`: one
 * recurrent step, then every field's logits and a draw from them.
 */
export const openSampling = async (engine, config) => {
  const model = await loadEventModel(engine, config, makeWeights(config));
  const places = predictedFields(config.schema);
  const random = seedRandom(2);
  const options = { temperature: 1, topP: 1, topK: Infinity };
  const row = new Int32Array(config.schema.length);
  let state;
  const step = async () => {
    state = await model.advance(row, state);
    model.logits(state, places[0], row);
  };
  const event = async () => {
    state = await model.advance(row, state);
    for (const place of places) row[place.index] = sample(model.logits(state, place, row), options, random);
  };
  return { step, event, close: () => model.close() };
};
