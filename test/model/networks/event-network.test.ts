import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../../src/model/networks/event-network.js';
import { gradientGraph, lossGraph } from '../../../src/model/networks/network-graphs.js';
import { parametersOf } from '../../../src/model/networks/parameters.js';
import { FieldHead } from '../../../src/model/sampling/field-head.js';
import { evaluate64 } from '../support/graph-evaluator.js';
import { caseFeeds, caseGraph, numericGradient, worstError } from '../support/gradient-check.js';
import type { OperatorCase } from '../support/operator-cases.js';
import {
  pointingNetwork,
  randomWeights,
  relatingNetwork,
  tinyNetwork,
  tinyTransformer,
  windowFeeds,
} from '../support/tiny-network.js';

/** Relative (absolute below 1), in float64. */
const TOLERANCE = 1e-8;

/** Four rows over three classes; the third row's target is absent. */
const entropy: OperatorCase = {
  name: 'cross entropy',
  operands: [{ shape: [4, 3], values: Float32Array.of(0, 0, 0, 1, 2, 3, 5, 5, 5, -1, 0.5, 2) }],
  ids: { shape: [4], values: Int32Array.of(1, 2, 3, 0) },
  build: (b, [logits], targets) => [crossEntropy(b, logits, targets)],
};

describe('cross entropy', () => {
  it('is minus the logarithm of the probability of what came, and nothing where nothing did', () => {
    const { out0 } = evaluate64(caseGraph(entropy, false), caseFeeds(entropy));
    expect(out0[0]).toBeCloseTo(Math.log(3), 12);
    expect(out0[1]).toBeCloseTo(Math.log(1 + Math.exp(-1) + Math.exp(-2)), 12);
    expect(Math.abs(out0[2])).toBe(0);
    expect(out0[3]).toBeCloseTo(1 + Math.log(Math.exp(-1) + Math.exp(0.5) + Math.exp(2)), 12);
  });

  it('has the slopes measured, and none for rows without a target', () => {
    const feeds = caseFeeds(entropy);
    const results = evaluate64(caseGraph(entropy, true), feeds);
    const measured = numericGradient(caseGraph(entropy, false), feeds, 'operand0');
    expect(worstError(results['d.operand0'], measured)).toBeLessThan(TOLERANCE);
    expect([...results['d.operand0'].slice(6, 9)].map(Math.abs)).toEqual([0, 0, 0]);
  });
});

describe.each([tinyNetwork, tinyTransformer])('the training loss of a whole network ($kind)', (network) => {
  const window = { steps: 3, batch: 2 };
  const feeds = windowFeeds(network, window, 7);
  const results = evaluate64(gradientGraph(network, window), feeds);
  const forward = lossGraph(network, window);

  it('moves with almost every weight, so that the slopes say something', () => {
    const slopes = parametersOf(network).flatMap(({ name }) => [...results[`d.${name}`]]);
    const flat = slopes.filter((slope) => Math.abs(slope) < 1e-6).length;
    expect(flat / slopes.length).toBeLessThan(0.4);
  });

  it('is the scaled sum of the fields it reports', () => {
    const { loss, fieldLosses } = evaluate64(forward, feeds);
    expect(loss[0]).toBeCloseTo(fieldLosses.reduce((a, x) => a + x) / (window.steps * window.batch), 6);
    expect(results.loss).toEqual(loss);
  });
});

describe('a head that points', () => {
  const window = { steps: 2, batch: 2 };
  const feeds = windowFeeds(pointingNetwork, window, 3);
  const results = evaluate64(gradientGraph(pointingNetwork, window), feeds);
  const forward = lossGraph(pointingNetwork, window);

  it.each(parametersOf(pointingNetwork).map(({ name }) => name))('has the slopes measured along %s', (name) => {
    expect(worstError(results[`d.${name}`], numericGradient(forward, feeds, name))).toBeLessThan(TOLERANCE);
  });

  it('makes an id likelier by just its gate, and none where nothing is pointed at', () => {
    const place = { field: pointingNetwork.schema[2], index: 2 };
    const weights = randomWeights(pointingNetwork, 5);
    const silent = new Map(weights)
      .set('head.what.echo', new Float32Array(6))
      .set('head.what.echoBias', new Float32Array(2));
    const gate = new Map(silent).set('head.what.echoBias', Float32Array.of(2.5, 0));
    const logits = (values: ReadonlyMap<string, Float32Array>, recalled: number) =>
      new FieldHead(pointingNetwork, place, values).logits(
        Float32Array.of(0.3, -0.2, 0.9),
        Int32Array.of(1, 0, 4, recalled, 4),
      );
    const lift = (recalled: number) => [...logits(gate, recalled)].map((x, i) => x - logits(silent, recalled)[i]);

    expect(lift(2).map((x) => Number(x.toFixed(9)))).toEqual([0, 0, 2.5, 0]);
    expect(lift(4)).toEqual([0, 0, 0, 0]);
  });
});

describe('a head that is told relations', () => {
  const window = { steps: 2, batch: 2 };
  const feeds = windowFeeds(relatingNetwork, window, 3);
  const results = evaluate64(gradientGraph(relatingNetwork, window), feeds);
  const forward = lossGraph(relatingNetwork, window);

  it.each(parametersOf(relatingNetwork).map(({ name }) => name))('has the slopes measured along %s', (name) => {
    expect(worstError(results[`d.${name}`], numericGradient(forward, feeds, name))).toBeLessThan(TOLERANCE);
  });

  it('adds to each id what its features weigh', () => {
    const place = { field: relatingNetwork.schema[1], index: 1 };
    const weights = randomWeights(relatingNetwork, 5);
    const silent = new Map(weights).set('head.what.relation', new Float32Array(3 * 10));
    const lifts = (bias: readonly number[], row: readonly number[]): number[] => {
      const logits = (values: readonly number[]) =>
        new FieldHead(relatingNetwork, place, new Map(silent).set('head.what.relationBias', Float32Array.from(values)))
          .logits(Float32Array.of(0.3, -0.2, 0.9), Int32Array.from(row))
          .slice();
      const still = logits(bias.map(() => 0));
      return [...logits(bias)].map((x, i) => Number((x - still[i]).toFixed(5)));
    };
    const [last, tone, low, high] = [2, 1, 0b01, 0b10]; // a set of the residues 0 and 3

    // one below, the same, two above, all farther above, all farther below
    expect(lifts([1, 2, 3, 4, 5, 0, 0, 0, 0, 0], [1, 6, last, 4, 4, 4])).toEqual([5, 1, 2, 0, 3, 4, 0]);
    // distances 0 and 3 from residue 1
    expect(lifts([0, 0, 0, 0, 0, 1, 2, 0, 0, 0], [1, 6, 6, tone, 4, 4])).toEqual([2, 1, 0, 0, 2, 1, 0]);
    // members at distance 0, 1 and 2
    expect(lifts([0, 0, 0, 0, 0, 0, 0, 1, 10, 100], [1, 6, 6, 4, low, high])).toEqual([11, 110, 110, 11, 11, 110, 0]);
    expect(lifts([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 6, 6, 4, 4, 4])).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
