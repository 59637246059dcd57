import { trainingGraph } from '../../../src/model/networks/network-graphs.js';
import type { Graph } from '../../../src/model/graph/operator.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Program } from '../../../src/model/runtimes/program.js';
import type { Arithmetic } from './arithmetic.js';
import { evaluate } from './graph-evaluator.js';

const programOf = (graph: Graph, arithmetic: Arithmetic, bound?: ReadonlyMap<string, Float32Array>): Program => ({
  run: async (feeds) => {
    const results = evaluate(graph, { ...Object.fromEntries(bound ?? []), ...feeds }, arithmetic);
    return Object.fromEntries(Object.entries(results).map(([name, values]) => [name, Float32Array.from(values)]));
  },
  close: async () => undefined,
});

/** An engine that works graphs out by the definitions of their operators; results are rounded to 32 bits. */
export const evaluatorEngine = (arithmetic: Arithmetic): Engine => ({
  name: 'definitions',
  load: async (graph, bound) => programOf(graph, arithmetic, bound),
  loadTraining: async (config, window, adam) => programOf(trainingGraph(config, window, adam), arithmetic),
});
