import { beforeAll, describe, expect, it } from 'vitest';
import type { EventSequence } from '../../../../src/model/event-schema.js';
import { evaluationGraph } from '../../../../src/model/networks/network-graphs.js';
import { predictedFields } from '../../../../src/model/networks/network-config.js';
import type { Engine } from '../../../../src/model/runtimes/engine.js';
import { loadEventModel, type EventModel, type NetworkState } from '../../../../src/model/sampling/event-model.js';
import { nextInt, seedRandom } from '../../../../src/shared/random-source.js';
import { NetworkEvaluator } from '../../../../src/training/evaluation/network-losses.js';
import { engines } from '../../support/engines.js';
import { evaluate64 } from '../../support/graph-evaluator.js';
import { expectedOf } from '../../support/rounding.js';
import { randomWeights, tinyTransformer, windowFeeds } from '../../support/tiny-network.js';

const { schema } = tinyTransformer;
const weights = randomWeights(tinyTransformer, 3);

/** Random events after a start row in which all is absent. */
const piece = (length: number, seed: number): EventSequence => {
  const random = seedRandom(seed);
  const ids = Array.from({ length }, (_, row) =>
    schema.map(({ size }) => (row === 0 ? size : nextInt(random, size))),
  ).flat();
  return { length, ids: Int32Array.from(ids) };
};

const rowOf = ({ ids }: EventSequence, event: number): Int32Array =>
  ids.slice(event * schema.length, (event + 1) * schema.length);

let engine: Engine;
let model: EventModel;
/** What rounding makes of the nats of an event, at most. It does not grow along a piece: the memory is short. */
let rounding: number;
beforeAll(async () => {
  const short = await expectedOf(async (definitions) => {
    const exact = await loadEventModel(definitions, tinyTransformer, weights);
    return { nats: Float32Array.from((await natsByEvent(piece(24, 1), exact)).flat()) };
  });
  rounding = short.allowed.nats;
  engine = await engines['native ONNX Runtime']();
  model = await loadEventModel(engine, tinyTransformer, weights);
  return () => model.close();
});

/** Nats of each predicted field of an event after a state. */
const natsOf = async (state: NetworkState, row: Int32Array, of = model): Promise<number[]> => {
  const nats: number[] = [];
  for (const place of predictedFields(schema)) {
    const logits = of.logits(state, place, row);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    nats.push(Math.log(total) - logits[row[place.index]]);
  }
  return nats;
};

/** Event by event, as it is sampled. */
const natsByEvent = async (work: EventSequence, of = model): Promise<number[][]> => {
  const all: number[][] = [];
  let state: NetworkState | undefined;
  for (let event = 1; event < work.length; event++) {
    state = await of.advance(rowOf(work, event - 1), state);
    all.push(await natsOf(state, rowOf(work, event), of));
  }
  return all;
};

const expectClose = (nats: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void => {
  expect(nats).toHaveLength(expected.length);
  const furthest = Math.max(...nats.flat().map((value, i) => Math.abs(value - expected.flat()[i])));
  expect(furthest).toBeLessThan(2 * rounding); // each may be off, either way
};

describe('a Transformer', () => {
  it('gives the same nats in windows with carried memory as event by event', async () => {
    // More works than rows, so that rows take up a second piece; longer than two windows, and than a buffer.
    const works = [180, 700, 3, 40, 66, 64, 65, 129, 5, 30].map((length, i) => piece(length, i));
    const found = new Map<number, number[][]>(works.map((_, i) => [i, []]));
    const evaluator = await NetworkEvaluator.start(engine, tinyTransformer);
    await evaluator.measure(weights, works, ({ work, nats }) => found.get(work)?.push([...nats]));
    await evaluator.close();
    for (const [i, work] of works.entries()) expectClose(found.get(i) ?? [], await natsByEvent(work));
  });

  it('sees as far back as its context and no farther', async () => {
    const one = piece(24, 1);
    const other = { length: 24, ids: Int32Array.from([...piece(24, 2).ids.slice(0, 30), ...one.ids.slice(30)]) };
    const [a, b] = [await natsByEvent(one), await natsByEvent(other)];
    // Ten rows differ. A layer reaches 5 events back, two 10: the logits after row 20 know the same as each other.
    expectClose(a.slice(20), b.slice(20));
    expect(Math.abs(a[19][0] - b[19][0])).toBeGreaterThan(2 * rounding);
  });

  it('keeps every state as it was, whatever is played after it', async () => {
    const work = piece(600, 4);
    const before = await natsByEvent(work);
    const states: NetworkState[] = [];
    for (let event = 0; event < 599; event++) states.push(await model.advance(rowOf(work, event), states.at(-1)));
    for (const back of [0, 3, 300, 510, 598]) {
      let astray: NetworkState = states[back];
      for (let i = 0; i < 12; i++) astray = await model.advance(rowOf(piece(20, back), i), astray);
    }
    for (const event of [1, 4, 7, 301, 305, 511, 515, 598]) {
      expectClose([await natsOf(states[event - 1], rowOf(work, event))], [before[event - 1]]);
      const again = await model.advance(rowOf(work, event - 1), event > 1 ? states[event - 2] : undefined);
      expectClose([await natsOf(again, rowOf(work, event))], [before[event - 1]]);
    }
  });

  it('has no loss that a later event changes', () => {
    const window = { steps: 6, batch: 2 };
    const feeds = windowFeeds(tinyTransformer, window, 9);
    const graph = evaluationGraph(tinyTransformer, window);
    const cells = window.steps * window.batch;
    const { losses } = evaluate64(graph, feeds);
    const changed = Int32Array.from(feeds.ids, (id, i) => (i % cells === 3 * window.batch ? 1 - Math.min(id, 1) : id));
    const after = evaluate64(graph, { ...feeds, ids: changed }).losses;
    // The input of step 3 in row 0: what is before it stays, and so does row 1.
    const moved = [...losses].flatMap((loss, i) => (Math.abs(loss - after[i]) > 1e-12 ? [i % cells] : []));
    expect(moved.every((cell) => cell % 2 === 0 && cell >= 6)).toBe(true);
    expect(new Set(moved)).toContain(6);
    expect(new Set(moved)).toContain(10);
  });
});
