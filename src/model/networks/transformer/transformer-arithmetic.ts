import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';

const EPSILON = 1e-5;

/**
 * Each row over the root of the mean of its squares (Zhang and Sennrich 2019). Without a gain, since the following
 * product has one. x: (rows, width).
 */
export const normalised = (b: GraphBuilder, x: Tensor): Tensor => {
  const perWidth = 1 / x.shape[1];
  const [result] = b.region([x], () => {
    const meanSquare = b.scale(b.sum(b.mul(x, x), [1]), perWidth);
    const inverse = b.div(b.constant(1), b.unary('sqrt', b.add(meanSquare, b.constant(EPSILON))));
    const y = b.mul(x, inverse);
    const backward = (g: GraphBuilder, [dy]: readonly (Tensor | undefined)[]) => {
      if (dy === undefined) return [undefined];
      const along = g.scale(g.sum(g.mul(dy, y), [1]), perWidth);
      return [g.mul(g.sub(dy, g.mul(y, along)), inverse)];
    };
    return { outputs: [y], backward };
  });
  return result;
};

/** relu(x)²: as good as any in such layers (So et al. 2021), and cheap. */
export const squaredRelu = (b: GraphBuilder, x: Tensor): Tensor => {
  const [result] = b.region([x], () => {
    const positive = b.unary('relu', x);
    return {
      outputs: [b.mul(positive, positive)],
      backward: (g, [dy]) => [dy && g.mul(g.scale(dy, 2), positive)],
    };
  });
  return result;
};

/** Rows in the order (outer, inner) put in the order (inner, outer). */
export const swapRows = (b: GraphBuilder, x: Tensor, outer: number): Tensor => {
  const [rows, width] = x.shape;
  const inner = rows / outer;
  if (outer === 1 || inner === 1) return x;
  return b.reshape(b.transpose(b.reshape(x, [outer, inner, width]), [1, 0, 2]), x.shape);
};

/** Every step's row of a batch-major (batch·steps, width) matrix times its batch row of the (batch, width) mask. */
export const masked = (b: GraphBuilder, x: Tensor, mask: Tensor | undefined): Tensor => {
  if (mask === undefined) return x;
  const [batch, width] = mask.shape;
  const cells = b.reshape(x, [batch, x.shape[0] / batch, width]);
  return b.reshape(b.mul(cells, b.reshape(mask, [batch, 1, width])), x.shape);
};
