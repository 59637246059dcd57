import { describe, expect, it } from 'vitest';
import { guidedModel } from '../../../src/model/sampling/guided-model.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';

const schema = [
  { name: 'style', size: 2, role: 'given' as const },
  { name: 'pitch', size: 4, role: 'predicted' as const },
];
const config = { kind: 'lstm' as const, schema, embedding: 4, units: 6, layers: 1, headUnits: 4 };
const style = { field: schema[0], index: 0 };
const pitch = { field: schema[1], index: 1 };
const UNTOLD = 2;

/** A small network with loud random weights. */
const network = async () => {
  const runtime = await loadOnnxRuntime('auto', {}, 1);
  const weights = new Map(
    [...initialiseWeights(config, 3)].map(([name, values]) => [name, values.map((value) => 4 * value + 0.1)]),
  );
  return loadEventModel(onnxEngine(runtime.api, 'test', 1), config, weights);
};

const row = (...ids: readonly number[]): Int32Array => Int32Array.from(ids);

describe('guidance by a field', () => {
  it('draws from untold + strength·(told − untold), both having heard the same', async () => {
    const model = await network();
    const hear = async (told: number) => {
      const state = await model.advance(row(told, 1), await model.advance(row(told, 3)));
      return model.logits(state, pitch, row(told, 4)).slice();
    };
    const [told, untold] = [await hear(1), await hear(UNTOLD)];
    const guided = guidedModel(model, style, 2.5);
    const state = await guided.advance(row(1, 1), await guided.advance(row(1, 3)));
    const logits = guided.logits(state, pitch, row(1, 4));

    expect(told).not.toEqual(untold);
    expect([...logits]).toEqual([...told].map((logit, id) => Math.fround(untold[id] + 2.5 * (logit - untold[id]))));
    await guided.close();
  });

  it('goes back to an earlier state like the network itself', async () => {
    const guided = guidedModel(await network(), style, 3);
    const before = await guided.advance(row(0, 2));
    const first = guided.logits(before, pitch, row(0, 4)).slice();
    await guided.advance(row(0, 1), before);

    expect(guided.logits(before, pitch, row(0, 4))).toEqual(first);
    await guided.close();
  });

  it('costs nothing at strength 1', async () => {
    const model = await network();
    expect(guidedModel(model, style, 1)).toBe(model);
    await model.close();
  });
});
