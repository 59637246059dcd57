import type { BackwardRule, GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';

/**
 * Inside a layer every tensor is a matrix of columns, (features, batch) for a step and (features, steps·batch) for a
 * window: gates are then stacked vertically, so splitting and stacking them copies whole blocks, and the weights are
 * the left factor of each product, which the runtime reads in place instead of repacking it at every step. Only the
 * recurrence runs step by step; everything else is one product over the window.
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

/**
 * Values kept from a step for the backward pass, (units, batch) each: as few as possible, since reading them back takes
 * time.
 */
interface StepTrace {
  readonly cBefore: Tensor;
  readonly i: Tensor;
  readonly f: Tensor;
  readonly g: Tensor;
  readonly o: Tensor;
  readonly tanhC: Tensor;
  readonly h: Tensor;
  readonly c: Tensor;
}

/**
 * One step (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), where zx = Wᵀ·x + b:
 *   z = Uᵀ·h + zx;  i, f, o = σ(z_i, z_f, z_o);  g = tanh(z_g);  c' = f∘c + i∘g;  h' = o∘tanh(c')
 */
const step = (b: GraphBuilder, zx: Tensor, state: LstmState, recurrentT: Tensor): StepTrace => {
  const units = state.h.shape[0];
  const [zi, zf, zg, zo] = b.split(b.gemm(recurrentT, state.h, { plus: zx }), 0, [units, units, units, units]);
  const i = b.unary('sigmoid', zi);
  const f = b.unary('sigmoid', zf);
  const g = b.unary('tanh', zg);
  const o = b.unary('sigmoid', zo);
  const c = b.add(b.mul(f, state.c), b.mul(i, g));
  const tanhC = b.unary('tanh', c);
  return { cBefore: state.c, i, f, g, o, tanhC, h: b.mul(o, tanhC), c };
};

/** x∘(1 − y) */
const less = (b: GraphBuilder, x: Tensor, y: Tensor): Tensor => b.sub(x, b.mul(x, y));

/** dz from dh and dc, (4·units, batch), and dc for the step before. */
const stepBackward = (b: GraphBuilder, trace: StepTrace, dh: Tensor, dcLater: Tensor | undefined) => {
  const { cBefore, i, f, g, o, tanhC } = trace;
  const dTanhC = b.mul(dh, o);
  const dhTimesH = b.mul(dTanhC, tanhC);
  const dcOfH = b.sub(dTanhC, b.mul(dhTimesH, tanhC));
  const dc = dcLater === undefined ? dcOfH : b.add(dcOfH, dcLater);
  const dcBefore = b.mul(dc, f);
  const dg = b.mul(dc, i);
  const dcTimesIg = b.mul(dg, g);
  const dzi = less(b, dcTimesIg, i);
  const dzf = less(b, b.mul(dcBefore, cBefore), f);
  const dzg = b.sub(dg, b.mul(dcTimesIg, g));
  const dzo = less(b, dhTimesH, o);
  return { dz: b.concat([dzi, dzf, dzg, dzo], 0), dcBefore };
};

const sumOf = (b: GraphBuilder, x: Tensor | undefined, y: Tensor | undefined): Tensor | undefined =>
  x && y ? b.add(x, y) : (x ?? y);

/** A window split into its steps. */
const stepsOf = (b: GraphBuilder, window: Tensor, batch: number): readonly Tensor[] =>
  b.split(window, 1, Array<number>(window.shape[1] / batch).fill(batch));

/**
 * Back-propagation through time, by hand: the gradients of each step's z, (4·units, steps·batch), and of the initial
 * state.
 */
const backwardThroughTime = (
  b: GraphBuilder,
  traces: readonly StepTrace[],
  recurrent: Tensor,
  [dHs, dhLast, dcLast]: readonly (Tensor | undefined)[],
) => {
  const [units, batch] = traces[0].h.shape;
  const dhs = dHs && stepsOf(b, dHs, batch);
  const dzs: Tensor[] = [];
  let dh = sumOf(b, dhs?.at(-1), dhLast) ?? b.expand(b.constant(0), [units, batch]);
  let dc = dcLast;
  for (const [t, trace] of [...traces.entries()].reverse()) {
    const { dz, dcBefore } = stepBackward(b, trace, dh, dc);
    dzs.unshift(dz);
    const dhAbove = t > 0 ? dhs?.[t - 1] : undefined;
    dh = b.gemm(recurrent, dz, { ...(dhAbove && { plus: dhAbove }) });
    dc = dcBefore;
  }
  return { dZ: b.concat(dzs, 1), dh, dc };
};

/** Gradients of [x, h, c, W, U, b] from those of [all h, the last h, the last c]. */
const layerGradients =
  (traces: readonly StepTrace[], x: Tensor, initial: LstmState, { input, recurrent }: LstmWeights): BackwardRule =>
  (b, outputGradients) => {
    const { dZ, dh, dc } = backwardThroughTime(b, traces, recurrent, outputGradients);
    const hBefore = b.concat([initial.h, ...traces.slice(0, -1).map(({ h }) => h)], 1);
    const dInput = b.gemm(x, dZ, { transposeB: true });
    const dRecurrent = b.gemm(hBefore, dZ, { transposeB: true });
    const dBias = b.reshape(b.sum(dZ, [1]), [dZ.shape[0]]);
    return [b.gemm(input, dZ), dh, dc, dInput, dRecurrent, dBias];
  };

/**
 * A layer over a window x, (inputs, steps·batch), time-major. Returns the hidden states after all steps,
 * (units, steps·batch), and the state after the last.
 */
export const lstmLayer = (
  b: GraphBuilder,
  x: Tensor,
  initial: LstmState,
  weights: LstmWeights,
): { readonly hs: Tensor; readonly state: LstmState } => {
  const { input, recurrent, bias } = weights;
  const [hs, h, c] = b.region([x, initial.h, initial.c, input, recurrent, bias], () => {
    const recurrentT = b.transpose(recurrent);
    const zx = b.gemm(b.transpose(input), x, { plus: b.reshape(bias, [bias.shape[0], 1]) });
    const traces: StepTrace[] = [];
    for (const zxAt of stepsOf(b, zx, initial.h.shape[1])) {
      traces.push(step(b, zxAt, traces.at(-1) ?? initial, recurrentT));
    }
    const last = traces[traces.length - 1];
    const all = b.concat(
      traces.map((trace) => trace.h),
      1,
    );
    return { outputs: [all, last.h, last.c], backward: layerGradients(traces, x, initial, weights) };
  });
  return { hs, state: { h, c } };
};
