import type { BackwardRule, GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';

/** Weights of one layer. The 4·units columns hold the gates in the order i, f, g, o. */
export interface LstmWeights {
  /** W: (inputs, 4·units) */
  readonly input: Tensor;
  /** U: (units, 4·units) */
  readonly recurrent: Tensor;
  /** b: (4·units) */
  readonly bias: Tensor;
}

/** h and c: (batch, units). */
export interface LstmState {
  readonly h: Tensor;
  readonly c: Tensor;
}

/** What the forward pass keeps for the backward one; each list has one (batch, units) tensor a step. */
interface Trace {
  readonly i: Tensor[];
  readonly f: Tensor[];
  readonly g: Tensor[];
  readonly o: Tensor[];
  readonly tanhC: Tensor[];
  readonly h: Tensor[];
  readonly c: Tensor[];
}

/**
 * One step (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), appended to the trace:
 *   z = x·W + b + h·U;  i, f, o = σ(z_i, z_f, z_o);  g = tanh(z_g);  c' = f∘c + i∘g;  h' = o∘tanh(c')
 */
const step = (b: GraphBuilder, projected: Tensor, state: LstmState, recurrent: Tensor, trace: Trace): LstmState => {
  const units = state.h.shape[1];
  const z = b.gemm(state.h, recurrent, { plus: projected });
  const [zi, zf, zg, zo] = b.split(z, 1, [units, units, units, units]);
  const i = b.unary('sigmoid', zi);
  const f = b.unary('sigmoid', zf);
  const g = b.unary('tanh', zg);
  const o = b.unary('sigmoid', zo);
  const c = b.add(b.mul(f, state.c), b.mul(i, g));
  const tanhC = b.unary('tanh', c);
  const h = b.mul(o, tanhC);
  trace.i.push(i);
  trace.f.push(f);
  trace.g.push(g);
  trace.o.push(o);
  trace.tanhC.push(tanhC);
  trace.h.push(h);
  trace.c.push(c);
  return { h, c };
};

/** Local derivatives of all steps at once, cut into one part a step: what dh and dc are multiplied with. */
const localDerivatives = (b: GraphBuilder, trace: Trace, initial: LstmState) => {
  const steps = trace.i.length;
  const [batch, units] = initial.h.shape;
  const all = (parts: readonly Tensor[]) => b.concat(parts, 0);
  const perStep = (x: Tensor) => b.split(x, 0, Array<number>(steps).fill(batch));
  const one = b.constant(1);
  const slope = (gate: Tensor) => b.mul(gate, b.sub(one, gate));
  const [i, f, g, o, tanhC] = [all(trace.i), all(trace.f), all(trace.g), all(trace.o), all(trace.tanhC)];
  const cBefore = all([initial.c, ...trace.c.slice(0, -1)]);
  const ofC = [b.mul(g, slope(i)), b.mul(cBefore, slope(f)), b.mul(i, b.sub(one, b.mul(g, g)))];
  return {
    /** dc/dh: o·(1 − tanh²c) */
    hToC: perStep(b.mul(o, b.sub(one, b.mul(tanhC, tanhC)))),
    /** dz_i, dz_f, dz_g per dc, side by side: (batch, 3, units) */
    cToZ: perStep(
      b.concat(
        ofC.map((x) => b.reshape(x, [steps * batch, 1, units])),
        1,
      ),
    ),
    /** dz_o per dh */
    hToZo: perStep(b.mul(tanhC, slope(o))),
  };
};

interface Layer {
  readonly x: Tensor;
  readonly initial: LstmState;
  readonly weights: LstmWeights;
  readonly trace: Trace;
}

const sumOf = (b: GraphBuilder, x: Tensor, y: Tensor | undefined): Tensor => (y === undefined ? x : b.add(x, y));

/** Back through time, by hand: only what the recurrence needs happens step by step, the rest in whole matrices. */
const backwardThroughTime =
  ({ x, initial, weights, trace }: Layer): BackwardRule =>
  (b, [dHs, dLastH, dLastC]) => {
    const steps = trace.i.length;
    const [batch, units] = initial.h.shape;
    const local = localDerivatives(b, trace, initial);
    const external = dHs && b.split(dHs, 0, Array<number>(steps).fill(batch));
    const recurrentT = b.transpose(weights.recurrent);
    const zero = () => b.expand(b.constant(0), [batch, units]);
    const dzs: Tensor[] = [];
    let dh = dLastH;
    let dc = dLastC;
    for (let t = steps - 1; t >= 0; t--) {
      const later = dzs.at(-1);
      const outside = external?.[t] ?? zero();
      dh = later ? b.gemm(later, recurrentT, { plus: outside }) : sumOf(b, outside, dh);
      dc = sumOf(b, b.mul(dh, local.hToC[t]), dc);
      const dzOfC = b.reshape(b.mul(b.reshape(dc, [batch, 1, units]), local.cToZ[t]), [batch, 3 * units]);
      dzs.push(b.concat([dzOfC, b.mul(dh, local.hToZo[t])], 1));
      dc = b.mul(dc, trace.f[t]);
    }
    const dZ = b.concat(dzs.toReversed(), 0);
    const hBefore = b.concat([initial.h, ...trace.h.slice(0, -1)], 0);
    const dBias = b.reshape(b.sum(dZ, [0]), [4 * units]);
    return [
      b.gemm(dZ, weights.input, { transposeB: true }),
      b.gemm(dzs[steps - 1], recurrentT),
      dc,
      b.gemm(x, dZ, { transposeA: true }),
      b.gemm(hBefore, dZ, { transposeA: true }),
      dBias,
    ];
  };

/**
 * A layer over `steps` steps. x: (steps·batch, inputs), time-major. Returns all hidden states,
 * (steps·batch, units), and the state after the last step.
 */
export const lstmLayer = (
  b: GraphBuilder,
  x: Tensor,
  initial: LstmState,
  weights: LstmWeights,
): { readonly hs: Tensor; readonly state: LstmState } => {
  const batch = initial.h.shape[0];
  const steps = x.shape[0] / batch;
  const { input, recurrent, bias } = weights;
  const [hs, h, c] = b.region([x, initial.h, initial.c, input, recurrent, bias], () => {
    const projected = b.split(b.gemm(x, input, { plus: bias }), 0, Array<number>(steps).fill(batch));
    const trace: Trace = { i: [], f: [], g: [], o: [], tanhC: [], h: [], c: [] };
    const last = projected.reduce((state, xt) => step(b, xt, state, recurrent, trace), initial);
    const all = b.concat(trace.h, 0);
    return { outputs: [all, last.h, last.c], backward: backwardThroughTime({ x, initial, weights, trace }) };
  });
  return { hs, state: { h, c } };
};
