import { expect } from 'vitest';
import type { Graph } from '../../../src/model/graph/operator.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Feeds, Results } from '../../../src/model/runtimes/program.js';
import { ULP, double, single, type Processor } from './arithmetic.js';
import { evaluatorEngine } from './evaluator-engine.js';

/**
 * How far the results of an engine may be from exact ones.
 *
 * 32-bit results differ from processor to processor: each adds up sums in an order of its own, rounds products before
 * it adds them or does not, and approximates exp and tanh differently. How much a result suffers depends on all that
 * it was computed from: a sum whose terms cancel loses digits, and Adam turns a gradient that is all rounding into a
 * whole step. So no constant fits, and a constant that was measured on one processor fails on another. Here the same
 * work is done by the operators' definitions, once in double precision and once for each of some processors that are
 * emulated (arithmetic.ts). This is the same on every machine, and what the emulated results are off by says what a
 * real engine's may be.
 */

/** Two that have nothing in common: one sum after the other, and eight side by side with fused products. */
const PROCESSORS: readonly Processor[] = [
  { lanes: 1, fused: false },
  { lanes: 8, fused: true },
];

/**
 * How many times as far off as the emulated ones an engine may be. Over all tensors of three training steps the
 * furthest of three engines was 4 times as far off as the emulated; that no weight can be wrong by 1e-3 within this
 * is a test of its own (engines-agree.test.ts).
 */
const MARGIN = 16;

/** At least so many units in the last place of a tensor's largest value: the emulated may have been exact by luck. */
const LEAST_ULPS = 8;

/** What a piece of work should give, and how far from it each tensor's values may be. */
export interface Expected {
  readonly exact: Results;
  readonly allowed: Readonly<Record<string, number>>;
}

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((top, value) => Math.max(top, Math.abs(value)), 0);

/** Largest |a − b|; NaN where lengths differ. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? largest(Array.from(a, (value, i) => value - b[i])) : NaN;

/** What `work` gives in exact arithmetic, and how far from it an engine's results may be. */
export const expectedOf = async (work: (engine: Engine) => Promise<Results>): Promise<Expected> => {
  const exact = await work(evaluatorEngine(double));
  const emulated: Results[] = [];
  for (const [i, processor] of PROCESSORS.entries()) emulated.push(await work(evaluatorEngine(single(processor, i))));
  const allowed = Object.entries(exact).map(([name, values]): [string, number] => {
    const seen = Math.max(...emulated.map((results) => distance(results[name], values)));
    return [name, Math.max(MARGIN * seen, LEAST_ULPS * ULP * largest(values))];
  });
  return { exact, allowed: Object.fromEntries(allowed) };
};

/** Runs a graph once. */
export const runGraph = async (engine: Engine, graph: Graph, feeds: Feeds): Promise<Results> => {
  const program = await engine.load(graph);
  const results = await program.run(feeds);
  await program.close();
  return results;
};

/** Names of the results that are further from what is expected than rounding explains. */
export const astray = (results: Readonly<Record<string, ArrayLike<number>>>, { exact, allowed }: Expected): string[] =>
  Object.keys(results).filter((name) => !(distance(results[name], exact[name]) <= allowed[name]));

/** The same tensors, and all as they should be but for rounding. */
export const expectAgreement = (results: Readonly<Record<string, ArrayLike<number>>>, expected: Expected): void => {
  expect(Object.keys(results).sort()).toEqual(Object.keys(expected.exact).sort());
  expect(astray(results, expected)).toEqual([]);
};
