import { describe, expect, it } from 'vitest';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import { exportGraph } from '../../../src/model/networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { FieldHead } from '../../../src/model/sampling/field-head.js';
import { engines } from '../support/engines.js';
import { astray, expectedOf, runGraph } from '../support/rounding.js';
import {
  middleNetwork,
  pointingNetwork,
  randomWeights,
  relatingNetwork,
  tinyTransformer,
} from '../support/tiny-network.js';

/** Ids of every kind: first, last and absent ones. */
const rows = (config: NetworkConfig): Int32Array[] => [
  Int32Array.from(config.schema, () => 0),
  Int32Array.from(config.schema, ({ size }) => size - 1),
  Int32Array.from(config.schema, ({ size }, i) => (i * 5 + 2) % size),
  Int32Array.from(config.schema, ({ size }) => size),
];

describe('what the heads say', () => {
  it.each([
    ['middle-sized', middleNetwork],
    ['pointing', pointingNetwork],
    ['relating', relatingNetwork],
    ['attending', tinyTransformer],
  ] as const)('is what the exported graph of a %s network says', async (_name, config) => {
    const weights = randomWeights(config, 4);
    const model = await loadEventModel(await engines['native ONNX Runtime'](), config, weights);
    const memory = networkStates(config).map(({ name, width }) => [name, new Float32Array(width)] as const);
    const [ids] = rows(config);
    const state = await model.advance(ids);

    for (const next of rows(config)) {
      const feeds = { ...Object.fromEntries(weights), ...Object.fromEntries(memory), ids, next };
      const expected = await expectedOf((engine) => runGraph(engine, exportGraph(config), feeds));
      for (const place of predictedFields(config.schema)) {
        const name = place.field.name;
        const logits = new FieldHead(config, place, weights).logits(state.contexts[`context.${name}`], next);
        expect(astray({ [`logits.${name}`]: logits }, expected)).toEqual([]);
      }
    }
    await model.close();
  });
});
