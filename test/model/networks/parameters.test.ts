import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/model/graph/tensor.js';
import { initialiseWeights, parametersOf } from '../../../src/model/networks/parameters.js';
import { middleNetwork, pointingNetwork, tinyNetwork } from '../support/tiny-network.js';

describe('the weights of a network', () => {
  it('have these names and shapes, in this order', () => {
    expect(
      parametersOf({ ...tinyNetwork, layers: 1, skip: false }).map(({ name, shape }) => `${name} ${shape.join('×')}`),
    ).toEqual([
      'embed.wait 4×3',
      'embed.beat 3×3',
      'embed.what 5×3',
      'lstm0.input 3×8',
      'lstm0.recurrent 2×8',
      'lstm0.bias 8',
      'head.wait.state 2×3',
      'head.wait.bias 3',
      'head.wait.output 3×3',
      'head.wait.outputBias 3',
      'head.what.state 2×3',
      'head.what.bias 3',
      'head.what.from.wait 4×3',
      'head.what.from.beat 3×3',
      'head.what.output 3×4',
      'head.what.outputBias 4',
    ]);
  });

  it('tell a head of what is known before its field, wherever its column is', () => {
    const names = parametersOf(pointingNetwork).map(({ name }) => name);

    expect(names.filter((name) => name.includes('.from.'))).toEqual([
      'head.wait.from.recalled',
      'head.what.from.wait',
      'head.what.from.beat',
      'head.what.from.recalled',
      'head.what.from.shifted',
    ]);
    expect(names.filter((name) => name.includes('.echo'))).toEqual(['head.what.echo', 'head.what.echoBias']);
  });

  it('feed each layer from the one below', () => {
    const shapes = new Map(parametersOf(middleNetwork).map(({ name, shape }) => [name, shape]));
    expect(shapes.get('lstm0.input')).toEqual([24, 128]);
    expect(shapes.get('lstm1.input')).toEqual([32, 128]);
  });

  it('are the same for the same seed and others for another', () => {
    expect(initialiseWeights(tinyNetwork, 4)).toEqual(initialiseWeights(tinyNetwork, 4));
    expect(initialiseWeights(tinyNetwork, 4).get('embed.what')).not.toEqual(
      initialiseWeights(tinyNetwork, 5).get('embed.what'),
    );
  });

  it('start uniform within their limits and fill them', () => {
    const weights = initialiseWeights(middleNetwork, 1);
    for (const { name, shape, start } of parametersOf(middleNetwork)) {
      const values = [...weights.get(name)!];
      expect(values).toHaveLength(sizeOf(shape));
      if (start.kind !== 'uniform') continue;
      const largest = Math.max(...values.map(Math.abs));
      expect(largest).toBeLessThanOrEqual(start.limit);
      expect(largest).toBeGreaterThan(0.9 * start.limit);
    }
  });

  it('start with forget gates open and every other bias at nothing', () => {
    const weights = initialiseWeights(tinyNetwork, 1);
    expect([...weights.get('lstm1.bias')!]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect([...weights.get('head.what.bias')!, ...weights.get('head.what.outputBias')!]).toEqual(Array(7).fill(0));
  });
});
