import type { BackwardRule, GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';

/**
 * Inside a layer every tensor of a step is a matrix of columns, (features, batch): gates then lie one below
 * the other, so that cutting and stacking them copies whole blocks, and the weights are the left factor of
 * each product, which the runtime reads in place instead of repacking it at every step.
 */

/** Weights of one layer. The 4·units columns hold the gates in the order i, f, g, o. */
export interface LstmWeights {
  /** W: (inputs, 4·units) */
  readonly input: Tensor;
  /** U: (units, 4·units) */
  readonly recurrent: Tensor;
  /** b: (4·units) */
  readonly bias: Tensor;
}

/** h and c: (units, batch). */
export interface LstmState {
  readonly h: Tensor;
  readonly c: Tensor;
}

/** What one step leaves for the backward pass: (units, batch) each, but xh. */
interface StepTrace {
  /** [x; h before]: (inputs + units, batch) */
  readonly xh: Tensor;
  readonly cBefore: Tensor;
  readonly i: Tensor;
  readonly f: Tensor;
  readonly g: Tensor;
  readonly o: Tensor;
  /** i∘g */
  readonly ig: Tensor;
  /** f∘c before */
  readonly fc: Tensor;
  readonly tanhC: Tensor;
  readonly h: Tensor;
  readonly c: Tensor;
}

/**
 * One step (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000):
 *   z = [W; U]ᵀ·[x; h] + b;  i, f, o = σ(z_i, z_f, z_o);  g = tanh(z_g);  c' = f∘c + i∘g;  h' = o∘tanh(c')
 */
const step = (b: GraphBuilder, x: Tensor, state: LstmState, stackedT: Tensor, bias: Tensor): StepTrace => {
  const units = state.h.shape[0];
  const xh = b.concat([x, state.h], 0);
  const [zi, zf, zg, zo] = b.split(b.gemm(stackedT, xh, { plus: bias }), 0, [units, units, units, units]);
  const i = b.unary('sigmoid', zi);
  const f = b.unary('sigmoid', zf);
  const g = b.unary('tanh', zg);
  const o = b.unary('sigmoid', zo);
  const ig = b.mul(i, g);
  const fc = b.mul(f, state.c);
  const c = b.add(fc, ig);
  const tanhC = b.unary('tanh', c);
  return { xh, cBefore: state.c, i, f, g, o, ig, fc, tanhC, h: b.mul(o, tanhC), c };
};

/** dz from dh and dc, (4·units, batch), and dc for the step before. */
const stepBackward = (b: GraphBuilder, trace: StepTrace, dh: Tensor, dcLater: Tensor | undefined) => {
  const { cBefore, i, f, g, o, ig, fc, tanhC, h } = trace;
  const dcOfH = b.mul(dh, b.sub(o, b.mul(h, tanhC)));
  const dc = dcLater === undefined ? dcOfH : b.add(dcOfH, dcLater);
  const dcBefore = b.mul(dc, f);
  const dzi = b.mul(dc, b.sub(ig, b.mul(ig, i)));
  const dzf = b.mul(dcBefore, b.sub(cBefore, fc));
  const dzg = b.mul(dc, b.sub(i, b.mul(ig, g)));
  const dzo = b.mul(dh, b.sub(h, b.mul(h, o)));
  return { dz: b.concat([dzi, dzf, dzg, dzo], 0), dcBefore };
};

const sumOf = (b: GraphBuilder, x: Tensor | undefined, y: Tensor | undefined): Tensor | undefined =>
  x && y ? b.add(x, y) : (x ?? y);

/** Back through time, by hand: only what the recurrence needs happens step by step, the weights' gradients at once. */
const backwardThroughTime =
  (traces: readonly StepTrace[], stacked: Tensor): BackwardRule =>
  (b, outputGradients) => {
    const { shape } = traces[0].h;
    const [units] = shape;
    const inputs = stacked.shape[0] - units;
    const dzs: Tensor[] = [];
    const dxs: Tensor[] = [];
    let dhLater: Tensor | undefined;
    let dc = outputGradients[traces.length];
    for (const [t, trace] of [...traces.entries()].reverse()) {
      const dh = sumOf(b, outputGradients[t], dhLater) ?? b.expand(b.constant(0), shape);
      const { dz, dcBefore } = stepBackward(b, trace, dh, dc);
      const [dx, dhBefore] = b.split(b.gemm(stacked, dz), 0, [inputs, units]);
      dzs.unshift(dz);
      dxs.unshift(dx);
      dhLater = dhBefore;
      dc = dcBefore;
    }
    const dZ = b.concat(dzs, 1);
    const xhs = traces.map(({ xh }) => xh);
    const dStackedT = b.gemm(dZ, b.transpose(b.concat(xhs, 1)));
    const dBias = b.reshape(b.sum(dZ, [1]), [4 * units]);
    return [...dxs, dhLater, dc, ...b.split(b.transpose(dStackedT), 0, [inputs, units]), dBias];
  };

/**
 * A layer over the steps xs, (inputs, batch) each. Returns the hidden state after each step, (units, batch),
 * and the state after the last.
 */
export const lstmLayer = (
  b: GraphBuilder,
  xs: readonly Tensor[],
  initial: LstmState,
  weights: LstmWeights,
): { readonly hs: readonly Tensor[]; readonly state: LstmState } => {
  const { input, recurrent, bias } = weights;
  const outputs = b.region([...xs, initial.h, initial.c, input, recurrent, bias], () => {
    const stacked = b.concat([input, recurrent], 0);
    const stackedT = b.transpose(stacked);
    // Spread over the batch once: the product adds a whole matrix faster than it broadcasts a column.
    const biasColumns = b.expand(b.reshape(bias, [bias.shape[0], 1]), [bias.shape[0], initial.h.shape[1]]);
    const traces: StepTrace[] = [];
    for (const x of xs) traces.push(step(b, x, traces.at(-1) ?? initial, stackedT, biasColumns));
    const last = traces[traces.length - 1];
    return { outputs: [...traces.map(({ h }) => h), last.c], backward: backwardThroughTime(traces, stacked) };
  });
  const hs = outputs.slice(0, xs.length);
  return { hs, state: { h: hs[xs.length - 1], c: outputs[xs.length] } };
};
