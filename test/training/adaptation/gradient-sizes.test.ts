import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { OnlineOptimizer } from '../../../src/training/adaptation/online-optimizer.js';
import { measureGradientSizes } from '../../../src/training/adaptation/gradient-sizes.js';
import { WindowBatch } from '../../../src/training/corpus/window-batch.js';
import { isToyNote, toySchema, toySequence } from '../corpus/made-works.js';

const config = { kind: 'lstm' as const, schema: toySchema, embedding: 4, units: 6, layers: 1, headUnits: 4 };
const weights = initialiseWeights(config, 1);
const music = toySequence(Array.from({ length: 8 }, (_, i) => 7 * i));
const batch = new WindowBatch({ schema: toySchema, batchSize: 1, windowLength: 8, isNote: isToyNote });
batch.fillRow(0, music, 0);

let network: OnlineOptimizer;
beforeAll(async () => {
  network = await OnlineOptimizer.start(onnxEngine(ort, 'test', 1), config, weights, { steps: 8, batch: 1 });
});
afterAll(() => network.close());

const meanSquareMove = (name: string): number => {
  const before = weights.get(name) ?? new Float32Array(0);
  const after = network.weights.get(name) ?? new Float32Array(0);
  return before.reduce((sum, value, i) => sum + (after[i] - value) ** 2, 0) / before.length;
};

it('lets a step move the weights of every tensor by about its rate, and none by more than twice that', async () => {
  const rate = 0.001;
  network.setSizes(await measureGradientSizes(network, [music], 8));
  await network.step(batch, network.noMemory(), { rate, decay: 0 });

  for (const [name, before] of weights) {
    const after = network.weights.get(name);
    expect(Math.max(...before.map((value, i) => Math.abs((after?.[i] ?? NaN) - value)))).toBeLessThan(2.01 * rate);
    // of embeddings only the rows that the music uses move
    if (!name.startsWith('embed')) expect(Math.sqrt(meanSquareMove(name)), name).toBeGreaterThan(0.1 * rate);
  }
});

it('is of one size everywhere where there is no music to measure it on', async () => {
  const sizes = await measureGradientSizes(network, [], 8);

  expect([...sizes.values()].every((size) => size.every((value) => value === 1))).toBe(true);
});
