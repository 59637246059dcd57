import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';
import { transposed } from '../event-network.js';
import type { CommonConfig } from '../network-config.js';
import type { Backbone, BackboneInputs } from '../network-kind.js';
import { stateOf, type StateTensors } from '../network-states.js';
import { parameter, type ParameterTensors } from '../parameter-spec.js';
import { lstmLayer, type LstmState, type LstmWeights } from './lstm-layer.js';

/** The weights of one layer. */
export const lstmWeights = (parameters: ParameterTensors, layer: number): LstmWeights => ({
  input: parameter(parameters, `lstm${layer}.input`),
  recurrent: parameter(parameters, `lstm${layer}.recurrent`),
  bias: parameter(parameters, `lstm${layer}.bias`),
});

/** Each layer's h and c before a window, (batch, units). */
export const statesBefore = (layers: number, states: StateTensors): readonly LstmState[] =>
  Array.from({ length: layers }, (_, layer) => ({
    h: stateOf(states, `h${layer}`),
    c: stateOf(states, `c${layer}`),
  }));

/** What the heads read, and each layer's h and c after the window, all of them new. */
export const backboneOf = (top: Tensor, states: readonly LstmState[]): Backbone => {
  const after = new Map(
    states.flatMap(({ h, c }, layer): [string, Tensor][] => [
      [`h${layer}`, h],
      [`c${layer}`, c],
    ]),
  );
  return { top, after, appended: after };
};

/**
 * Multiplies every step of a window, (width, steps·batch), with the same mask, (batch, width): dropout that is locked
 * over time (Gal 2016).
 */
const applyMask = (b: GraphBuilder, x: Tensor, mask: Tensor | undefined): Tensor => {
  if (mask === undefined) return x;
  const [batch, width] = mask.shape;
  const steps = b.reshape(x, [width, x.shape[1] / batch, batch]);
  return b.reshape(b.mul(steps, b.reshape(transposed(b, mask), [width, 1, batch])), x.shape);
};

/**
 * All layers over a window. `masks`, where given, are dropout masks for the embedding and after each layer. The heads
 * read the top layer's h, and with `skip` the embedding below it.
 */
export const lstmLayers = (
  b: GraphBuilder,
  { layers, skip = false }: CommonConfig,
  { parameters, x, states, masks }: BackboneInputs,
): Backbone => {
  const after: LstmState[] = [];
  const embedded = applyMask(b, transposed(b, x), masks?.[0]);
  let top = embedded;
  statesBefore(layers, states).forEach(({ h, c }, layer) => {
    const weights = lstmWeights(parameters, layer);
    const { hs, state } = lstmLayer(b, top, { h: transposed(b, h), c: transposed(b, c) }, weights);
    after.push({ h: transposed(b, state.h), c: transposed(b, state.c) });
    top = applyMask(b, hs, masks?.[layer + 1]);
  });
  return backboneOf(skip ? b.concat([top, embedded], 0) : top, after);
};
