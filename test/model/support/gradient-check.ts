import { differentiate } from '../../../src/model/graph/differentiate.js';
import { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import type { Graph, Operator } from '../../../src/model/graph/operator.js';
import { sizeOf, type Tensor } from '../../../src/model/graph/tensor.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { evaluate64, type Feeds64 } from './graph-evaluator.js';
import type { OperatorCase } from './operator-cases.js';
import { uniformValues } from './random-values.js';

/** A loss that feels every element of the tensors differently. */
const mixedLoss = (b: GraphBuilder, tensors: readonly Tensor[]): Tensor => {
  const random = seedRandom(3);
  const parts = tensors.map((x) => {
    const factors = b.constant([...uniformValues(random, sizeOf(x.shape), 0.5, 1.5)], x.shape);
    return b.reshape(b.sum(b.mul(x, factors)), []);
  });
  return parts.reduce((total, part) => b.add(total, part));
};

/** The names of a case's float operands in its graph. */
export const operandNames = ({ operands }: OperatorCase): readonly string[] => operands.map((_, i) => `operand${i}`);

const applyCase = (b: GraphBuilder, operatorCase: OperatorCase) => {
  const { operands, ids, build } = operatorCase;
  const tensors = operands.map(({ shape }, i) => b.input(operandNames(operatorCase)[i], 'float', shape));
  return { tensors, outputs: build(b, tensors, b.input('ids', 'int', ids?.shape ?? [])) };
};

/** The operators of a case itself, without its loss. */
export const caseOperators = (operatorCase: OperatorCase): readonly Operator[] => {
  const b = new GraphBuilder();
  applyCase(b, operatorCase);
  return b.nodes.map(({ operator }) => operator);
};

/** Graph of a case: outputs `out0` …, a `loss` made of them and, where wanted, `d.operand0` … */
export const caseGraph = (operatorCase: OperatorCase, withGradients: boolean): Graph => {
  const b = new GraphBuilder();
  const { tensors, outputs } = applyCase(b, operatorCase);
  const loss = mixedLoss(b, outputs);
  if (withGradients) differentiate(b, loss, tensors).forEach((gradient, i) => b.output(`d.operand${i}`, gradient));
  outputs.forEach((tensor, i) => b.output(`out${i}`, tensor));
  b.output('loss', loss);
  return b.build();
};

export const caseFeeds = (operatorCase: OperatorCase): Record<string, Float32Array | Int32Array> => ({
  ...Object.fromEntries(operatorCase.operands.map(({ values }, i) => [`operand${i}`, values])),
  ids: operatorCase.ids?.values ?? Int32Array.of(0),
});

/** d(loss)/d(input) by central differences in double precision. Truncation and rounding leave about 1e-9. */
export const numericGradient = (graph: Graph, feeds: Feeds64, input: string): Float64Array => {
  const step = 2e-6;
  const lossWith = (index: number, change: number): number => {
    const moved = Float64Array.from(feeds[input]);
    moved[index] += change;
    return evaluate64(graph, { ...feeds, [input]: moved }).loss[0];
  };
  return Float64Array.from(
    { length: feeds[input].length },
    (_, i) => (lossWith(i, step) - lossWith(i, -step)) / (2 * step),
  );
};

/** Largest |a − b| over max(1, |a|, |b|), element by element. NaN where either has one, or lengths differ. */
export const worstError = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) return NaN;
  return Array.from(a).reduce(
    (worst, x, i) => Math.max(worst, Math.abs(x - b[i]) / Math.max(1, Math.abs(x), Math.abs(b[i]))),
    0,
  );
};
