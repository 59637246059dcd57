import { describe, expect, it } from 'vitest';
import { headWidth } from '../../src/model/networks/transformer/transformer-config.js';
import { planFor } from '../../src/training/default-plan.js';

const schema = [{ name: 'what', size: 4, role: 'predicted' as const }];

describe('the plan of a network', () => {
  it('is of an LSTM where nothing is said', () => {
    expect(planFor(schema, 1e6, {}).network).toEqual({
      kind: 'lstm',
      schema,
      embedding: 128,
      units: 256,
      layers: 2,
      headUnits: 128,
      skip: true,
    });
  });

  it('is of a Transformer with the sizes asked for, learning more slowly', () => {
    const { network, schedule } = planFor(schema, 1e6, { network: 'transformer', units: 96, heads: 6, context: 40 });
    expect(network).toMatchObject({ kind: 'transformer', units: 96, layers: 4, heads: 6, context: 40, skip: true });
    expect(network.kind === 'transformer' && headWidth(network)).toBe(16);
    expect(schedule.peak).toBeLessThan(planFor(schema, 1e6, {}).schedule.peak);
  });

  it('refuses heads that cannot share the width, and says what fits', () => {
    expect(() => planFor(schema, 1e6, { network: 'transformer', units: 100, heads: 4 })).toThrow(
      '100 units do not divide into 4 heads of an even width. Choose a multiple of 8.',
    );
    expect(() => planFor(schema, 1e6, { units: 100, heads: 7 })).not.toThrow();
  });

  it('keeps the network that it begins from', () => {
    const from = planFor(schema, 1e6, { network: 'transformer', context: 30 }).network;
    expect(planFor(schema, 1e6, {}, from).network).toBe(from);
  });
});
