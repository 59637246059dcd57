import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';

/** Constants of the optimizer. */
export interface AdamConfig {
  /** Decay of the mean of gradients. */
  readonly beta1: number;
  /** Decay of the mean of squared gradients. */
  readonly beta2: number;
  readonly epsilon: number;
  /** Gradients are scaled down so that their global L2 norm is at most this. */
  readonly clipNorm: number;
  /** Decoupled weight decay (Loshchilov and Hutter 2019), per unit of learning rate. */
  readonly weightDecay: number;
}

export const defaultAdam: AdamConfig = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, weightDecay: 0 };

/** One weight tensor with its gradient and moments, all of one shape. */
export interface AdamSlot {
  readonly weight: Tensor;
  readonly gradient: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
}

/** Scalars that change from step to step. */
export interface AdamScalars {
  /** α·√(1 − β₂ᵗ)/(1 − β₁ᵗ): the learning rate with both bias corrections. */
  readonly stepSize: Tensor;
  /** Weights are multiplied with this: 1 − α·decay. */
  readonly keep: Tensor;
}

/** The scalars' values at step t, counted from 1, for learning rate α. */
export const adamScalars = (
  { beta1, beta2, weightDecay }: AdamConfig,
  step: number,
  learningRate: number,
): { readonly stepSize: number; readonly keep: number } => ({
  stepSize: (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step),
  keep: 1 - learningRate * weightDecay,
});

const globalNorm = (b: GraphBuilder, gradients: readonly Tensor[]): Tensor => {
  const squares = gradients.map((gradient) => b.reshape(b.sum(b.mul(gradient, gradient)), []));
  return b.unary(
    'sqrt',
    squares.reduce((total, square) => b.add(total, square)),
  );
};

/** Adam (Kingma and Ba 2015, the form with ε̂) with clipping by global norm: the tensors after one update. */
export const adamUpdate = (
  b: GraphBuilder,
  config: AdamConfig,
  slots: readonly AdamSlot[],
  scalars: AdamScalars,
): { readonly updated: readonly Omit<AdamSlot, 'gradient'>[]; readonly gradientNorm: Tensor } => {
  const { beta1, beta2, epsilon, clipNorm } = config;
  const gradientNorm = globalNorm(
    b,
    slots.map(({ gradient }) => gradient),
  );
  const clip = b.binary('min', b.constant(1), b.div(b.constant(clipNorm), b.add(gradientNorm, b.constant(1e-6))));
  const towardM = b.scale(clip, 1 - beta1);
  const towardV = b.scale(b.mul(clip, clip), 1 - beta2);
  const updated = slots.map(({ weight, gradient, m, v }) => {
    const newM = b.add(b.scale(m, beta1), b.mul(gradient, towardM));
    const newV = b.add(b.scale(v, beta2), b.mul(b.mul(gradient, gradient), towardV));
    const move = b.div(newM, b.add(b.unary('sqrt', newV), b.constant(epsilon)));
    return { weight: b.sub(b.mul(weight, scalars.keep), b.mul(move, scalars.stepSize)), m: newM, v: newV };
  });
  return { updated, gradientNorm };
};
