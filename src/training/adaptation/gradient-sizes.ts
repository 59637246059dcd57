import type { EventSequence } from '../../model/event-schema.js';
import type { Weights } from '../../model/networks/parameters.js';
import { evaluationWindows } from '../corpus/evaluation-windows.js';
import type { OnlineOptimizer } from './online-optimizer.js';

/**
 * The mean square of each weight's gradient over windows of some music, for `setSizes`. A weight's size is averaged
 * with the mean of its tensor, so that a weight hardly used by that music does not take huge steps.
 */
export const measureGradientSizes = async (
  network: OnlineOptimizer,
  music: readonly EventSequence[],
  mostWindows: number,
): Promise<Weights> => {
  const { config, window } = network;
  const shape = { schema: config.schema, batchSize: window.batch, windowLength: window.steps, isNote: () => false };
  const sums = new Map([...network.weights].map(([name, { length }]) => [name, new Float32Array(length)]));
  let windows = 0;
  for (const { batch } of evaluationWindows(music, shape)) {
    if (windows === mostWindows) break;
    windows++;
    for (const [name, gradient] of await network.gradient(batch, network.noMemory())) {
      const sum = sums.get(name);
      if (sum) for (let i = 0; i < sum.length; i++) sum[i] += gradient[i] * gradient[i];
    }
  }
  if (windows > 0) for (const sum of sums.values()) asSizes(sum, windows);
  return windows > 0 ? sums : new Map([...sums].map(([name, sum]) => [name, sum.fill(1)]));
};

/** Converts sums of squares to sizes, in place. */
const asSizes = (sums: Float32Array, windows: number): void => {
  const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length;
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] + mean) / (2 * windows);
};
