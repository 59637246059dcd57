import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { nextInt, seedRandom } from '../../../src/shared/random-source.js';
import { NetworkEvaluator } from '../../../src/training/evaluation/network-losses.js';
import { scoreNetwork, scoreNetworkInGroups } from '../../../src/training/evaluation/network-scores.js';
import { expectedOf } from '../../model/support/rounding.js';
import { isToyNote, toySchema, toySequence } from '../corpus/made-works.js';

const network = { kind: 'lstm' as const, schema: toySchema, embedding: 4, units: 6, layers: 2, headUnits: 4 };
const weights = initialiseWeights(network, 1);
const scored = { schema: toySchema, isNote: isToyNote, countedFields: ['what', 'duration'] };

/** Works of many lengths around the window of 64: shorter, equal, longer; 99 stands for a pedal move. */
const works = [1, 3, 63, 64, 65, 128, 200, 5, 17, 90, 2].map((length, i) => {
  const random = seedRandom(i);
  return toySequence([7, ...Array.from({ length: length - 1 }, () => nextInt(random, 100))]);
});

let evaluator: NetworkEvaluator;
/** What rounding makes of a figure, at most. */
let rounding: number;
beforeAll(async () => {
  const expected = await expectedOf(async (definitions) => {
    const exact = await NetworkEvaluator.start(definitions, network);
    return { nats: Float32Array.of((await scoreNetwork(exact, weights, scored, works)).natsPerNote) };
  });
  rounding = expected.allowed.nats;
  evaluator = await NetworkEvaluator.start(onnxEngine(ort, 'test', 1), network);
});
afterAll(() => evaluator.close());

const score = (of: typeof works) => scoreNetwork(evaluator, weights, scored, of);

describe('a network’s figures', () => {
  it('count each note of each work once', async () => {
    const notes = works.reduce(
      (sum, { ids, length }) =>
        sum + Array.from({ length: length - 1 }, (_, i) => isToyNote(ids, (i + 1) * 2)).filter(Boolean).length,
      0,
    );

    expect((await score(works)).notes).toBe(notes);
  });

  it('do not depend on which works are measured together, or in which order', async () => {
    const together = await score(works);
    const reversed = await score([...works].reverse());
    let aloneNats = 0;
    for (const work of works) {
      const { notes, natsPerNote } = await score([work]);
      aloneNats += notes * natsPerNote;
    }

    expect(Math.abs(reversed.natsPerNote - together.natsPerNote)).toBeLessThan(rounding);
    expect(Math.abs(aloneNats / together.notes - together.natsPerNote)).toBeLessThan(rounding);
  });

  it('add up the counted fields of notes, and keep pedal moves beside them', async () => {
    const { natsPerNote, fields } = await score(works);

    expect(natsPerNote).toBeCloseTo(fields.what + fields.duration, 10);
    expect(fields.pedal).toBeGreaterThan(0);
  });

  it('are those of the groups, weighed by their notes', async () => {
    const groupOf = (work: number): string => (work % 2 === 0 ? 'even' : 'odd');
    const { all, groups } = await scoreNetworkInGroups(evaluator, weights, scored, works, groupOf);
    const even = await score(works.filter((_, i) => i % 2 === 0));

    expect([...groups.keys()].sort()).toEqual(['even', 'odd']);
    expect(Math.abs((groups.get('even')?.natsPerNote ?? NaN) - even.natsPerNote)).toBeLessThan(rounding);
    const nats = [...groups.values()].reduce((sum, { notes, natsPerNote }) => sum + notes * natsPerNote, 0);
    expect(nats / all.notes).toBeCloseTo(all.natsPerNote, 6);
  });

  it('tell how far they are', async () => {
    const seen: number[] = [];
    const work = toySequence(Array.from({ length: 1200 }, (_, i) => i % 90));
    await scoreNetworkInGroups(
      evaluator,
      weights,
      scored,
      [work],
      () => '',
      (events) => seen.push(events),
    );

    expect(seen).toEqual([512, 1024]);
  });
});
