import { adamScalars, defaultAdam, type AdamConfig } from '../../../src/model/networks/adam.js';
import type { WindowShape } from '../../../src/model/networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { parametersOf } from '../../../src/model/networks/parameters.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Feeds, Results } from '../../../src/model/runtimes/program.js';
import { windowFeeds, zeroMoments } from './tiny-network.js';

export const testAdam: AdamConfig = { ...defaultAdam, weightDecay: 0.01 };

const LEARNING_RATE = 1e-3;

/** All that a training step hands to the next. */
const carriedNames = (config: NetworkConfig): readonly string[] => [
  ...networkStates(config).map(({ name }) => name),
  ...parametersOf(config).flatMap(({ name }) => [name, `m.${name}`, `v.${name}`]),
];

/** Trains on `count` different random windows; returns what each step gave. */
export const trainSteps = async (
  engine: Engine,
  config: NetworkConfig,
  window: WindowShape,
  count: number,
): Promise<readonly Results[]> => {
  const program = await engine.loadTraining(config, window, testAdam);
  const all: Results[] = [];
  let carried: Feeds = zeroMoments(config);
  for (let step = 1; step <= count; step++) {
    const { stepSize, keep } = adamScalars(testAdam, step, LEARNING_RATE);
    const scalars = { stepSize: Float32Array.of(stepSize), keep: Float32Array.of(keep) };
    const results = await program.run({ ...windowFeeds(config, window, 10 * step), ...carried, ...scalars });
    carried = Object.fromEntries(carriedNames(config).map((name) => [name, results[`${name}.after`].slice()]));
    all.push(results);
  }
  await program.close();
  return all;
};
