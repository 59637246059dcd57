import { describe, expect, it } from 'vitest';
import { extendSchema } from '../../../src/model/networks/extend-schema.js';
import { evaluationGraph } from '../../../src/model/networks/network-graphs.js';
import { evaluate64 } from '../support/graph-evaluator.js';
import { pointingNetwork, randomWeights, windowFeeds } from '../support/tiny-network.js';

describe('a network that grows', () => {
  const window = { steps: 2, batch: 2 };
  const small = {
    ...pointingNetwork,
    schema: pointingNetwork.schema.slice(0, 3).map((field) => ({ ...field, echoes: [] })),
  };

  it('says what it said before, whatever the new fields hold', () => {
    const before = randomWeights(small, 1);
    const { config, weights } = extendSchema(small, before, pointingNetwork.schema);
    const feeds = windowFeeds(config, window, 4);
    const cells = window.steps * window.batch;
    const short = (values: ArrayLike<number>) => Int32Array.from(values).slice(0, small.schema.length * cells);
    const { ids, targets, ...states } = feeds;

    const grown = evaluate64(evaluationGraph(config, window), { ...feeds, ...Object.fromEntries(weights) });
    const original = evaluate64(evaluationGraph(small, window), {
      ...states,
      ...Object.fromEntries(before),
      ids: short(ids),
      targets: short(targets),
    });

    expect([...grown.losses]).toEqual([...original.losses]);
  });

  it('does not grow by other fields than those at its end', () => {
    const other = [{ ...pointingNetwork.schema[0], size: 5 }, ...pointingNetwork.schema.slice(1)];
    expect(() => extendSchema(small, randomWeights(small, 1), other)).toThrow('behind those it knows');
  });
});
