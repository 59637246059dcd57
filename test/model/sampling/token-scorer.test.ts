import { describe, expect, it } from 'vitest';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { TokenScorer, scoredNats } from '../../../src/model/sampling/token-scorer.js';
import { engines } from '../support/engines.js';
import { middleNetwork, randomWeights } from '../support/tiny-network.js';

/** The column of `beat`, and the events of a little piece; −1 stands for what is judged. */
const BEAT = 1;
const rows = [
  [24, -1, 60, 30, 16],
  [3, -1, 17, 5, 4],
  [9, -1, 41, 12, 9],
  [0, -1, 2, 30, 16],
  [23, -1, 59, 29, 15],
];
const ids = [4, 0, 11, 12];
const fields = ['wait', 'what', 'duration'];

const weights = randomWeights(middleNetwork, 8);

const rowOf = (row: readonly number[], id: number): Int32Array =>
  Int32Array.from(row, (value) => (value < 0 ? id : value));

/** −ln p of an id; nothing where it is absent. */
const nats = (logits: Float32Array, id: number): number =>
  id >= logits.length ? 0 : Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[id];

describe('a judge of ids', () => {
  it('finds for each what the network alone would, event by event', async () => {
    const engine = await engines['native ONNX Runtime']();
    const model = await loadEventModel(engine, middleNetwork, weights);
    const judge = await TokenScorer.load(engine, middleNetwork, weights, { column: BEAT, ids, fields });
    let judged = await judge.advance(rowOf(rows[0], 0));
    expect([...scoredNats(judged)]).toEqual([0, 0, 0, 0]);
    const alone = await Promise.all(ids.map((id) => model.advance(rowOf(rows[0], id))));
    for (const row of rows.slice(1)) {
      judged = await judge.advance(rowOf(row, 0), judged);
      for (const [i, id] of ids.entries()) {
        const told = rowOf(row, id);
        let expected = 0;
        for (const place of predictedFields(middleNetwork.schema)) {
          if (!fields.includes(place.field.name)) continue;
          expected += nats(model.logits(alone[i], place, told), told[place.index]);
        }
        expect(scoredNats(judged)[i]).toBeCloseTo(expected, 4);
        alone[i] = await model.advance(told, alone[i]);
      }
    }
    await judge.close();
    await model.close();
  });
});
