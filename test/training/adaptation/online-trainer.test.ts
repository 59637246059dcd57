import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { initialiseWeights, type Weights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { OnlineTrainer } from '../../../src/training/adaptation/online-trainer.js';
import { pianoCard } from '../../cli/made-models.js';
import { scaleSeed } from '../../composer/seeds.js';

const card = pianoCard('Chopin');
const trained = { card, weights: initialiseWeights(card.network, 1) };
const engine = onnxEngine(ort, 'test', 1);

const copyOf = (weights: Weights): Map<string, Float32Array> =>
  new Map([...weights].map(([name, values]) => [name, values.slice()]));

let pupil: OnlineTrainer;
beforeAll(async () => {
  pupil = await OnlineTrainer.start(engine, trained);
});
afterAll(() => pupil.close());

it('finds what was played likelier after the lesson, and leaves the trained weights alone', async () => {
  const before = copyOf(trained.weights);
  const report = await pupil.learn(scaleSeed());

  expect(report.notes).toBeGreaterThan(0);
  expect(report.natsAfter).toBeLessThan(report.natsBefore);
  expect(copyOf(trained.weights)).toEqual(before);
  expect(copyOf(pupil.weights)).not.toEqual(before);
});

it('goes on where an earlier pupil stood', async () => {
  const first = await pupil.learn(scaleSeed());
  const next = await OnlineTrainer.start(engine, trained, copyOf(pupil.weights));
  const second = await next.learn(scaleSeed());
  await next.close();

  expect(second.natsBefore).toBeLessThan(first.natsBefore);
});
