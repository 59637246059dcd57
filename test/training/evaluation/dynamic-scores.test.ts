import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { nextInt, seedRandom } from '../../../src/shared/random-source.js';
import { OnlineOptimizer } from '../../../src/training/adaptation/online-optimizer.js';
import { scoreDynamically } from '../../../src/training/evaluation/dynamic-scores.js';
import { NetworkEvaluator } from '../../../src/training/evaluation/network-losses.js';
import { scoreNetwork } from '../../../src/training/evaluation/network-scores.js';
import { isToyNote, toySchema, toySequence } from '../corpus/made-works.js';

const network = { kind: 'lstm' as const, schema: toySchema, embedding: 8, units: 12, layers: 2, headUnits: 8 };
const weights = initialiseWeights(network, 1);
const window = { steps: 8, batch: 1 };
const scored = { schema: toySchema, isNote: isToyNote, countedFields: ['what', 'duration'] };
const engine = onnxEngine(ort, 'test', 1);

const randomWhats = (length: number, seed: number): number[] => {
  const random = seedRandom(seed);
  return Array.from({ length }, () => nextInt(random, 90));
};

const repeated = toySequence(Array.from({ length: 400 }, (_, i) => [3, 14, 15, 92][i % 4]));
const works = [toySequence(randomWhats(50, 1)), repeated, toySequence(randomWhats(3, 2))];

let adapting: OnlineOptimizer;
beforeAll(async () => {
  adapting = await OnlineOptimizer.start(engine, network, weights, window);
});
afterAll(() => adapting.close());

const score = (of: typeof works, rate: number, decay = 0) => scoreDynamically(adapting, { rate, decay }, scored, of);

describe('evaluation that learns as it goes on', () => {
  it('gives the very figures of the fixed network where it does not learn', async () => {
    const evaluator = await NetworkEvaluator.start(engine, network, window);
    const fixed = await scoreNetwork(evaluator, weights, scored, works);
    await evaluator.close();

    expect((await score(works, 0, 0.5)).all).toEqual(fixed);
  });

  it('foresees a piece that repeats itself better and better', async () => {
    const fixed = (await score([repeated], 0)).all.natsPerNote;
    const learning = (await score([repeated], 0.3)).all.natsPerNote;

    expect(learning).toBeLessThan(0.7 * fixed);
  });

  it('predicts before it learns: what comes later changes no figure of what came before', async () => {
    const notes = randomWhats(45, 4);
    // pedal moves (99) stand beside the notes' figures
    const one = await score([toySequence([...notes, ...Array<number>(19).fill(99)])], 0.3);
    const other = await score([toySequence([...notes, 99])], 0.3);

    expect(one.all.fields.what).toBe(other.all.fields.what);
    expect(one.all.fields.pedal).not.toBe(other.all.fields.pedal);
  });

  it('begins each work with the weights as they were trained', async () => {
    const together = (await score(works, 0.3)).all;
    let nats = 0;
    for (const work of works) {
      const { notes, natsPerNote } = (await score([work], 0.3)).all;
      nats += notes * natsPerNote;
    }

    expect(nats / together.notes).toBeCloseTo(together.natsPerNote, 10);
  });

  it('keeps near the trained weights where it is drawn back to them', async () => {
    const fixed = (await score([repeated], 0)).all.natsPerNote;
    const free = (await score([repeated], 0.3)).all.natsPerNote;
    const drawn = (await score([repeated], 0.3, 1)).all.natsPerNote;

    expect(fixed - drawn).toBeLessThan(0.1 * (fixed - free));
  });
});
