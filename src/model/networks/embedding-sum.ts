import type { BackwardRule, GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';

/** Rows of a table by ids: (size, width) by (rows). */
export interface Lookup {
  readonly table: Tensor;
  readonly ids: Tensor;
}

/** All tables' gradients in one product: their one-hot ids below each other, (sizes, rows), times (rows, width). */
const tableGradients =
  (lookups: readonly Lookup[]): BackwardRule =>
  (g, [dSum]) => {
    if (dSum === undefined) return lookups.map(() => undefined);
    const sizes = lookups.map(({ table }) => table.shape[0]);
    const hot = lookups.map(({ ids }, i) => g.oneHotColumns(ids, sizes[i]));
    return g.split(g.gemm(g.concat(hot, 0), dSum), 0, sizes);
  };

/** The sum of one row per table for the ids, plus `start` if given: (rows, width). */
export const embeddingSum = (b: GraphBuilder, lookups: readonly Lookup[], start?: Tensor): Tensor => {
  if (lookups.length === 0 && start !== undefined) return start;
  const tables = lookups.map(({ table }) => table);
  const [sum] = b.region(start ? [...tables, start] : tables, () => {
    const rows = lookups.map(({ table, ids }) => b.gather(table, ids));
    const total = [...(start ? [start] : []), ...rows].reduce((sum, part) => b.add(sum, part));
    const ofTables = tableGradients(lookups);
    const backward: BackwardRule = (g, [dSum]) => [...ofTables(g, [dSum]), ...(start ? [dSum] : [])];
    return { outputs: [total], backward };
  });
  return sum;
};
