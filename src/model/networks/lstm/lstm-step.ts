import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';
import type { CommonConfig } from '../network-config.js';
import type { Backbone, BackboneInputs } from '../network-kind.js';
import type { LstmState, LstmWeights } from './lstm-layer.js';
import { backboneOf, lstmWeights, statesBefore } from './lstm-layers.js';

const layerStep = (
  b: GraphBuilder,
  x: Tensor,
  { h, c }: LstmState,
  { input, recurrent, bias }: LstmWeights,
): LstmState => {
  const units = h.shape[1];
  const z = b.gemm(h, recurrent, { plus: b.gemm(x, input, { plus: bias }) });
  const [zi, zf, zg, zo] = b.split(z, 1, [units, units, units, units]);
  const kept = b.mul(b.unary('sigmoid', zf), c);
  const after = b.add(kept, b.mul(b.unary('sigmoid', zi), b.unary('tanh', zg)));
  return { h: b.mul(b.unary('sigmoid', zo), b.unary('tanh', after)), c: after };
};

/**
 * lstmLayers for one event alone, with rows, (1, width), for vectors: weights as they are stored are then the right
 * factors of the products, which a runtime packs once, or keeps in 8 bits. `top` is a column, as there.
 */
export const lstmStep = (
  b: GraphBuilder,
  { layers, skip = false }: CommonConfig,
  { parameters, x, states }: BackboneInputs,
): Backbone => {
  const after: LstmState[] = [];
  statesBefore(layers, states).forEach((state, layer) => {
    after.push(layerStep(b, after.at(-1)?.h ?? x, state, lstmWeights(parameters, layer)));
  });
  const read = [after[after.length - 1].h, ...(skip ? [x] : [])];
  const top = b.concat(read, 1);
  return backboneOf(b.reshape(top, [top.shape[1], 1]), after);
};
