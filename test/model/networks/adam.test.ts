import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import { adamScalars, adamUpdate, type AdamConfig } from '../../../src/model/networks/adam.js';
import { evaluate64 } from '../support/graph-evaluator.js';

const config: AdamConfig = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, weightDecay: 0 };

interface Slot {
  readonly weight: number;
  readonly m: number;
  readonly v: number;
}

const names = ['weight', 'gradient', 'm', 'v'] as const;

/** One update of two one-element tensors at step t. */
const update = (adam: AdamConfig, slots: readonly Slot[], gradients: readonly number[], t: number, rate: number) => {
  const b = new GraphBuilder();
  const tensors = slots.map((_, i) => {
    const [weight, gradient, m, v] = names.map((name) => b.input(`${name}${i}`, 'float', [1]));
    return { weight, gradient, m, v };
  });
  const scalars = { stepSize: b.input('stepSize', 'float', []), keep: b.input('keep', 'float', []) };
  const { updated, gradientNorm } = adamUpdate(b, adam, tensors, scalars);
  updated.forEach(({ weight, m, v }, i) => {
    b.output(`weight${i}.after`, weight);
    b.output(`m${i}.after`, m);
    b.output(`v${i}.after`, v);
  });
  b.output('norm', gradientNorm);
  const { stepSize, keep } = adamScalars(adam, t, rate);
  const fed: Record<string, readonly number[]> = { stepSize: [stepSize], keep: [keep] };
  slots.forEach((slot, i) => {
    for (const name of names) fed[`${name}${i}`] = [name === 'gradient' ? gradients[i] : slot[name]];
  });
  const results = evaluate64(b.build(), fed);
  const after = slots.map((_, i) => ({
    weight: results[`weight${i}.after`][0],
    m: results[`m${i}.after`][0],
    v: results[`v${i}.after`][0],
  }));
  return { after, norm: results.norm[0] };
};

const fresh: readonly Slot[] = [
  { weight: 1, m: 0, v: 0 },
  { weight: -2, m: 0, v: 0 },
];

describe('Adam', () => {
  it('moves every weight by the learning rate on its first step, whatever the gradient', () => {
    const { after } = update(config, fresh, [0.3, -0.004], 1, 0.01);
    expect(after[0].weight).toBeCloseTo(0.99, 6);
    expect(after[1].weight).toBeCloseTo(-1.99, 6);
  });

  it('scales gradients of norm 5 down to norm 1, and reports the 5', () => {
    const { after, norm } = update(config, fresh, [3, -4], 1, 0.01);
    expect(norm).toBeCloseTo(5, 12);
    expect(after[0].m).toBeCloseTo(0.1 * 0.6, 6);
    expect(after[1].m).toBeCloseTo(0.1 * -0.8, 6);
    expect(after[0].v).toBeCloseTo(0.01 * 0.36, 8);
    expect(after[1].v).toBeCloseTo(0.01 * 0.64, 8);
  });

  it('leaves gradients of norm 0.5 alone', () => {
    const { after } = update(config, fresh, [0.3, -0.4], 1, 0.01);
    expect(after[0].m).toBeCloseTo(0.03, 12);
    expect(after[1].v).toBeCloseTo(0.0016, 12);
  });

  it('does the second step of the paper, worked by hand', () => {
    const first = update(config, fresh, [0.3, -0.4], 1, 0.01).after;
    const { after } = update(config, first, [0.1, 0.2], 2, 0.01);
    // m = 0.9·0.03 + 0.1·0.1 = 0.037; v = 0.99·0.0009 + 0.01·0.01 = 0.000991
    expect(after[0].m).toBeCloseTo(0.037, 12);
    expect(after[0].v).toBeCloseTo(0.000991, 12);
    // m̂ = 0.037/0.19 = 0.194737; v̂ = 0.000991/0.0199 = 0.049799; move = 0.01·0.194737/0.223157 = 0.0087265
    expect(after[0].weight).toBeCloseTo(0.99 - 0.0087265, 6);
    // m = 0.9·(−0.04) + 0.1·0.2 = −0.016; v = 0.99·0.0016 + 0.01·0.04 = 0.001984
    // move = 0.01·(−0.016/0.19)/√(0.001984/0.0199) = −0.0026670
    expect(after[1].weight).toBeCloseTo(-1.99 + 0.002667, 6);
  });

  it('shrinks weights by decay times learning rate beside the move, as AdamW does', () => {
    const { after } = update({ ...config, weightDecay: 0.1 }, fresh, [0.3, 0.3], 1, 0.01);
    expect(after[0].weight).toBeCloseTo(0.999 - 0.01, 6);
    expect(after[1].weight).toBeCloseTo(-1.998 - 0.01, 6);
  });

  it('stays put where there is no gradient', () => {
    const { after, norm } = update(config, fresh, [0, 0], 1, 0.01);
    expect(norm).toBe(0);
    expect(after).toEqual(fresh);
  });
});
