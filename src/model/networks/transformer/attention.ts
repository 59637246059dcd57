import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';

/** Added to masked scores: their attention is then exactly 0. */
const UNSEEN = -1e4;

/**
 * The mask added to the scores, (batch, steps, 1, context + steps): an event attends to itself and to the `context`
 * events before it that belong to its piece. heard: (batch, context).
 */
export const visibility = (b: GraphBuilder, heard: Tensor, steps: number): Tensor => {
  const [batch, context] = heard.shape;
  const memory = b.scale(b.sub(b.constant(1), heard), UNSEEN);
  const window = b.expand(b.constant(0), [batch, 1, 1, steps]);
  const seen = b.concat([b.reshape(memory, [batch, 1, 1, context]), window], 3);
  if (steps === 1) return seen;
  const keys = context + steps;
  const order = Array.from({ length: steps * keys }, (_, i) => {
    const [step, key] = [Math.floor(i / keys), i % keys];
    return key < step || key > context + step ? UNSEEN : 0;
  });
  return b.add(seen, b.constant(order, [steps, 1, keys]));
};

/** Keys or values of the events in memory and of the window's, (batch, context, width) and (batch, steps, width). */
export interface Remembered {
  readonly before: Tensor;
  readonly now: Tensor;
}

/**
 * softmax(q·Kᵀ + visible)·V, for all heads, which share keys and values. queries: (batch, steps·heads, width).
 * Differentiated by hand, with respect to the window's keys and values only; the memory has no gradient. With dP =
 * dO·Vᵀ the softmax's sum Σ dP∘P is Σ dO∘O, which is far smaller.
 */
export const attention = (
  b: GraphBuilder,
  queries: Tensor,
  keys: Remembered,
  values: Remembered,
  visible: Tensor,
): Tensor => {
  const [batch, rows] = queries.shape;
  const [, steps, , seen] = visible.shape;
  const parts = [keys.before.shape[1], steps];
  const [result] = b.region([queries, keys.now, values.now], () => {
    const allKeys = b.concat([keys.before, keys.now], 1);
    const allValues = b.concat([values.before, values.now], 1);
    const scores = b.reshape(b.matmul(queries, allKeys, { transposeB: true }), [batch, steps, rows / steps, seen]);
    const shares = b.reshape(b.softmax(b.add(scores, visible)), [batch, rows, seen]);
    const out = b.matmul(shares, allValues);
    const backward = (g: GraphBuilder, [dOut]: readonly (Tensor | undefined)[]) => {
      if (dOut === undefined) return [];
      const dShares = g.matmul(dOut, allValues, { transposeB: true });
      const dScores = g.mul(shares, g.sub(dShares, g.sum(g.mul(dOut, out), [2])));
      const dKeys = g.matmul(g.split(dScores, 2, parts)[1], queries, { transposeA: true });
      const dValues = g.matmul(g.split(shares, 2, parts)[1], dOut, { transposeA: true });
      return [g.matmul(dScores, allKeys), dKeys, dValues];
    };
    return { outputs: [out], backward };
  });
  return result;
};

/** The last `context` events of memory and window: the memory of the next window. */
export const lastOf = (b: GraphBuilder, { before, now }: Remembered): Tensor => {
  const [batch, context, width] = before.shape;
  const steps = now.shape[1];
  return b.reshape(b.split(b.concat([before, now], 1), 1, [steps, context])[1], [batch, context * width]);
};
