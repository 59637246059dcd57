import { describe, expect, it, vi } from 'vitest';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import type { NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Results } from '../../../src/model/runtimes/program.js';
import type { BlendShare } from '../../../src/model/sampling/blended-embeddings.js';
import { loadEventModel, type EventModel } from '../../../src/model/sampling/event-model.js';
import { engines } from '../support/engines.js';
import { expectAgreement, expectedOf } from '../support/rounding.js';
import { middleNetwork, randomWeights } from '../support/tiny-network.js';

// Loading WASM takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The column of `beat`, which the heads of `what`, `duration` and `velocity` are told, and that of `wait` is not. */
const BEAT = 1;
const SIZE = middleNetwork.schema[BEAT].size;
const TABLES = ['embed.beat', ...['what', 'duration', 'velocity'].map((field) => `head.${field}.from.beat`)];

const weights = randomWeights(middleNetwork, 8);

/** A network whose tables have one more id, `SIZE`: the mean of some rows, weighted. The absent id moves up by one. */
const withMeanRow = (shares: readonly BlendShare[]): { config: NetworkConfig; own: Map<string, Float32Array> } => {
  const own = new Map(weights);
  for (const name of TABLES) {
    const table = weights.get(name)!;
    const width = table.length / (SIZE + 1);
    const mean = Array.from({ length: width }, (_, i) =>
      shares.reduce((sum, { id, weight }) => sum + weight * table[id * width + i], 0),
    );
    own.set(name, Float32Array.from([...table.subarray(0, SIZE * width), ...mean, ...table.subarray(SIZE * width)]));
  }
  const schema = middleNetwork.schema.map((field, i) => (i === BEAT ? { ...field, size: SIZE + 1 } : field));
  return { config: { ...middleNetwork, schema }, own };
};

/** Logits of all fields after some events, in all of which `beat` is one id. */
const logitsOf = async (model: EventModel, beat: number): Promise<Float32Array[]> => {
  const rowOf = (event: number): Int32Array => Int32Array.from([3 + event, beat, 7 * event, 5, 4]);
  let state = await model.advance(rowOf(0));
  const logits: Float32Array[] = [];
  for (let event = 1; event < 4; event++) {
    for (const place of predictedFields(middleNetwork.schema)) {
      logits.push(model.logits(state, place, rowOf(event)).slice());
    }
    state = await model.advance(rowOf(event), state);
  }
  return logits;
};

const loaded = async (engine: Engine): Promise<EventModel> => loadEventModel(engine, middleNetwork, weights);

const native = (): Promise<Engine> => engines['native ONNX Runtime']();

/** The logits under names of their own, as an engine's results. */
const named = (logits: readonly Float32Array[]): Results =>
  Object.fromEntries(logits.map((values, i) => [`logits ${i}`, values]));

const furthest = (a: readonly Float32Array[], b: readonly Float32Array[]): number =>
  Math.max(...a.flatMap((values, i) => [...values].map((value, j) => Math.abs(value - b[i][j]))));

const shares: readonly BlendShare[] = [
  { id: 2, weight: 0.5 },
  { id: 9, weight: 0.3 },
  { id: SIZE, weight: 0.2 },
];

describe('a blend', () => {
  it('of one id is that id, to the last bit', async () => {
    const model = await loaded(await native());
    const id = model.blend(BEAT, [{ id: 5, weight: 1 }]);
    expect(id).toBeGreaterThan(SIZE);
    expect(await logitsOf(model, id)).toEqual(await logitsOf(model, 5));
  });

  it.each(Object.entries(engines))('stands where a row of the weighted mean would, on %s', async (_, loadEngine) => {
    const engine = await loadEngine();
    const model = await loaded(engine);
    const blended = await logitsOf(model, model.blend(BEAT, shares));
    const { config, own } = withMeanRow(shares);
    const expected = await expectedOf(async (definitions) =>
      named(await logitsOf(await loadEventModel(definitions, config, own), SIZE)),
    );
    expectAgreement(named(blended), expected);
    expect(furthest(blended, await logitsOf(model, 2))).toBeGreaterThan(0.01);
  });

  it('of halves lies in the middle: it leans as far from one as to the other', async () => {
    const halves = async (engine: Engine, a: number, b: number): Promise<Results> => {
      const model = await loaded(engine);
      const id = model.blend(BEAT, [
        { id: a, weight: 0.5 },
        { id: b, weight: 0.5 },
      ]);
      return named(await logitsOf(model, id));
    };
    const expected = await expectedOf((definitions) => halves(definitions, 3, 6));
    expectAgreement(await halves(await native(), 6, 3), expected);
  });

  it('has one id for equal shares, and leaves other ids what they are', async () => {
    const model = await loaded(await native());
    const before = await logitsOf(model, 4);
    const id = model.blend(BEAT, shares);
    expect(model.blend(BEAT, shares)).toBe(id);
    expect(model.blend(BEAT, shares.slice(0, 2))).not.toBe(id);
    expect(await logitsOf(model, 4)).toEqual(before);
  });

  it('leaves what came before as it was: the memory goes on from a plain id', async () => {
    const model = await loaded(await native());
    const before = await model.advance(Int32Array.of(1, 4, 2, 3, 4));
    const after = await model.advance(Int32Array.of(1, model.blend(BEAT, [{ id: 4, weight: 1 }]), 2, 3, 4), before);
    const plain = await model.advance(Int32Array.of(1, 4, 2, 3, 4), before);
    expect(after.memory).toEqual(plain.memory);
  });
});
