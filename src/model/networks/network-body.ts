import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';
import { recurrentLayers, type ParameterTensors } from './event-network.js';
import type { LstmConfig, NetworkConfig } from './network-config.js';
import { stateOf, type NetworkBody, type StateTensors } from './network-states.js';
import { transformerLayers } from './transformer-layers.js';

const lstmBody = (
  b: GraphBuilder,
  config: LstmConfig,
  parameters: ParameterTensors,
  x: Tensor,
  states: StateTensors,
  masks?: readonly Tensor[],
): NetworkBody => {
  const before = Array.from({ length: config.layers }, (_, layer) => ({
    h: stateOf(states, `h${layer}`),
    c: stateOf(states, `c${layer}`),
  }));
  const { top, states: last } = recurrentLayers(b, config, parameters, x, before, masks);
  const after = new Map(
    last.flatMap(({ h, c }, layer): [string, Tensor][] => [
      [`h${layer}`, h],
      [`c${layer}`, c],
    ]),
  );
  return { top, after, appended: after };
};

/**
 * From embedded events, (steps·batch, embedding), time-major, to what the heads read. `masks`, where given, are those
 * of dropoutMasks, in their order.
 */
export const networkBody = (
  b: GraphBuilder,
  config: NetworkConfig,
  parameters: ParameterTensors,
  x: Tensor,
  states: StateTensors,
  masks?: readonly Tensor[],
): NetworkBody =>
  config.kind === 'lstm'
    ? lstmBody(b, config, parameters, x, states, masks)
    : transformerLayers(b, config, parameters, x, states, masks);
