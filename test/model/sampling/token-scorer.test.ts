import { describe, expect, it } from 'vitest';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Results } from '../../../src/model/runtimes/program.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { TokenScorer, scoredNats } from '../../../src/model/sampling/token-scorer.js';
import { engines } from '../support/engines.js';
import { expectAgreement, expectedOf } from '../support/rounding.js';
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

/** What each event costs under each id, as the judge says: `1` is the first event after the start row. */
const judgedNats = async (engine: Engine): Promise<Results> => {
  const judge = await TokenScorer.load(engine, middleNetwork, weights, { column: BEAT, ids, fields });
  let state = await judge.advance(rowOf(rows[0], 0));
  const results: Record<string, Float32Array> = { 0: scoredNats(state) };
  for (const [event, row] of rows.slice(1).entries()) {
    state = await judge.advance(rowOf(row, 0), state);
    results[event + 1] = scoredNats(state);
  }
  await judge.close();
  return results;
};

/** The same by the network itself, which hears the events once for each id. */
const natsAlone = async (engine: Engine): Promise<Results> => {
  const model = await loadEventModel(engine, middleNetwork, weights);
  const results: Record<string, Float32Array> = { 0: new Float32Array(ids.length) };
  const places = predictedFields(middleNetwork.schema).filter(({ field }) => fields.includes(field.name));
  for (const [i, id] of ids.entries()) {
    let state = await model.advance(rowOf(rows[0], id));
    for (const [event, row] of rows.slice(1).entries()) {
      const told = rowOf(row, id);
      results[event + 1] ??= new Float32Array(ids.length);
      for (const place of places) results[event + 1][i] += nats(model.logits(state, place, told), told[place.index]);
      state = await model.advance(told, state);
    }
  }
  await model.close();
  return results;
};

describe('a judge of ids', () => {
  it('finds for each what the network alone would, event by event', async () => {
    const engine = await engines['native ONNX Runtime']();
    const expected = await expectedOf(natsAlone);
    expectAgreement(await judgedNats(engine), expected);
    expectAgreement(await natsAlone(engine), expected);
    expect(Math.max(...expected.exact[1])).toBeGreaterThan(1);
  });
});
