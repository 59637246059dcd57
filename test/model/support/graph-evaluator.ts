import type { Graph } from '../../../src/model/graph/operator.js';
import type { Tensor } from '../../../src/model/graph/tensor.js';
import { double, type Arithmetic } from './arithmetic.js';
import { apply } from './operator-definitions.js';
import type { Values } from './tensor-values.js';

export type Feeds64 = Readonly<Record<string, ArrayLike<number>>>;

/** Runs a graph in some arithmetic. Written from the operators' definitions alone: it shares no code with a runtime. */
export const evaluate = (graph: Graph, feeds: Feeds64, arithmetic: Arithmetic): Record<string, Float64Array> => {
  const known = new Map<number, Values>();
  const keep = ({ id, shape }: Tensor, data: ArrayLike<number>) =>
    known.set(id, { shape, data: Float64Array.from(data) });
  for (const { name, tensor } of graph.inputs) keep(tensor, feeds[name]);
  for (const { tensor, values } of graph.constants) keep(tensor, values);
  for (const { operator, inputs, outputs } of graph.nodes) {
    const operands = inputs.map(({ id }) => known.get(id)!);
    const results = apply(
      arithmetic,
      operator,
      operands,
      outputs.map(({ shape }) => shape),
    );
    outputs.forEach(({ id }, i) => known.set(id, results[i]));
  }
  return Object.fromEntries(graph.outputs.map(({ name, tensor }) => [name, known.get(tensor.id)!.data]));
};

/** Runs a graph in double precision. */
export const evaluate64 = (graph: Graph, feeds: Feeds64): Record<string, Float64Array> =>
  evaluate(graph, feeds, double);
