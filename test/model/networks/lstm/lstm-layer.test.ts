import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../src/model/graph/graph-builder.js';
import type { Tensor } from '../../../../src/model/graph/tensor.js';
import { lstmLayer, type LstmState, type LstmWeights } from '../../../../src/model/networks/lstm/lstm-layer.js';
import { seedRandom } from '../../../../src/shared/random-source.js';
import { evaluate64 } from '../../support/graph-evaluator.js';
import { caseFeeds, caseGraph, numericGradient, operandNames, worstError } from '../../support/gradient-check.js';
import type { OperatorCase } from '../../support/operator-cases.js';
import { uniformValues } from '../../support/random-values.js';

/** Relative (absolute below 1), in float64. */
const TOLERANCE = 1e-8;

const [batch, inputs, units] = [2, 3, 2];

/** The layer with everything in rows, as its callers outside the network see it; inside, samples are columns. */
const layerOfRows = (b: GraphBuilder, x: Tensor, { h, c }: LstmState, weights: LstmWeights) => {
  const { hs, state } = lstmLayer(b, b.transpose(x), { h: b.transpose(h), c: b.transpose(c) }, weights);
  return { hs: b.transpose(hs), state: { h: b.transpose(state.h), c: b.transpose(state.c) } };
};

type Outputs = ReturnType<typeof lstmLayer>;

const everything = ({ hs, state }: Outputs): readonly Tensor[] => [hs, state.h, state.c];

/** (rows, steps·batch) cut into its steps. */
const cut = (b: GraphBuilder, x: Tensor): readonly Tensor[] =>
  b.split(x, 1, Array<number>(x.shape[1] / batch).fill(batch));

/** A layer with x, h, c, W, U and b as operands; `use` picks what the loss sees. */
const layerCase = (steps: number, use: (outputs: Outputs, b: GraphBuilder) => readonly Tensor[]): OperatorCase => {
  const random = seedRandom(steps);
  const shapes = [
    [inputs, steps * batch],
    [units, batch],
    [units, batch],
    [inputs, 4 * units],
    [units, 4 * units],
    [4 * units],
  ];
  return {
    name: `${steps} steps`,
    operands: shapes.map((shape) => ({
      shape,
      values: uniformValues(
        random,
        shape.reduce((a, n) => a * n),
      ),
    })),
    build: (b, [x, h, c, input, recurrent, bias]) => use(lstmLayer(b, x, { h, c }, { input, recurrent, bias }), b),
  };
};

/** Two windows: the second starts where the first ended. */
const carriedCase: OperatorCase = {
  ...layerCase(4, everything),
  build: (b, [x, h, c, input, recurrent, bias]) => {
    const weights = { input, recurrent, bias };
    const [before, after] = b.split(x, 1, [2 * batch, 2 * batch]);
    const first = lstmLayer(b, before, { h, c }, weights);
    const second = lstmLayer(b, after, first.state, weights);
    return [b.concat([first.hs, second.hs], 1), second.state.h, second.state.c];
  },
};

const expectSlopes = (layer: OperatorCase): void => {
  const feeds = caseFeeds(layer);
  const results = evaluate64(caseGraph(layer, true), feeds);
  const forward = caseGraph(layer, false);
  for (const name of operandNames(layer)) {
    expect(worstError(results[`d.${name}`], numericGradient(forward, feeds, name)), name).toBeLessThan(TOLERANCE);
  }
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('an LSTM layer', () => {
  it('takes one step as the paper writes it', () => {
    const layer: OperatorCase = {
      name: 'one unit',
      operands: [[0.5], [0.2], [-0.4], [1, 2, 3, 4], [0.1, 0.2, 0.3, 0.4], [0, 1, 0, -1]].map((values) => ({
        shape: values.length === 1 ? [1, 1] : [1, 4],
        values: Float32Array.from(values),
      })),
      build: (b, [x, h, c, input, recurrent, bias]) => {
        const { state } = layerOfRows(b, x, { h, c }, { input, recurrent, bias: b.reshape(bias, [4]) });
        return [state.h, state.c];
      },
    };
    const { out0, out1 } = evaluate64(caseGraph(layer, false), caseFeeds(layer));
    const c = sigmoid(1 + 1 + 0.04) * -0.4 + sigmoid(0.5 + 0.02) * Math.tanh(1.5 + 0.06);
    expect(out1[0]).toBeCloseTo(c, 6);
    expect(out0[0]).toBeCloseTo(sigmoid(2 - 1 + 0.08) * Math.tanh(c), 6);
  });

  it.each([1, 2, 3, 4, 5])('has the slopes measured, for everything it takes, over %i steps', (steps) => {
    expectSlopes(layerCase(steps, everything));
  });

  it.each<readonly [string, number, (outputs: Outputs, b: GraphBuilder) => readonly Tensor[]]>([
    ['all hidden states', 3, ({ hs }) => [hs]],
    ['the first hidden state', 3, ({ hs }, b) => cut(b, hs).slice(0, 1)],
    ['the last h', 3, ({ state }) => [state.h]],
    ['the last c', 3, ({ state }) => [state.c]],
    ['the only c', 1, ({ state }) => [state.c]],
    ['products of them', 3, ({ hs, state }, b) => [b.mul(state.h, state.c), b.mul(cut(b, hs)[0], cut(b, hs)[2])]],
  ])('has the slopes measured when only %s is used', (_, steps, use) => {
    expectSlopes(layerCase(steps, use));
  });

  it('passes gradients on through a carried state', () => {
    expectSlopes(carriedCase);
  });

  it('gives the same over two windows as over one', () => {
    const whole = layerCase(4, everything);
    expect(evaluate64(caseGraph(carriedCase, false), caseFeeds(carriedCase))).toEqual(
      evaluate64(caseGraph(whole, false), caseFeeds(whole)),
    );
  });
});
