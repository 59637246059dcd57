import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';
import { recurrentLayers } from './event-network.js';
import type { LstmState } from './lstm/lstm-layer.js';
import { recurrentStep } from './lstm/lstm-step.js';
import type { LstmConfig, NetworkConfig } from './network-config.js';
import type { ParameterTensors } from './parameters.js';
import { stateOf, type Backbone, type StateTensors } from './network-states.js';
import { transformerLayers } from './transformer/transformer-layers.js';

const lstmStatesBefore = ({ layers }: LstmConfig, states: StateTensors): LstmState[] =>
  Array.from({ length: layers }, (_, layer) => ({
    h: stateOf(states, `h${layer}`),
    c: stateOf(states, `c${layer}`),
  }));

const asBody = ({ top, states }: { readonly top: Tensor; readonly states: readonly LstmState[] }): Backbone => {
  const after = new Map(
    states.flatMap(({ h, c }, layer): [string, Tensor][] => [
      [`h${layer}`, h],
      [`c${layer}`, c],
    ]),
  );
  return { top, after, appended: after };
};

/**
 * Maps embedded events, (steps·batch, embedding), time-major, to the inputs of the heads. `masks`, where given, are
 * those of dropoutMasks, in their order.
 */
export const backbone = (
  b: GraphBuilder,
  config: NetworkConfig,
  parameters: ParameterTensors,
  x: Tensor,
  states: StateTensors,
  masks?: readonly Tensor[],
): Backbone =>
  config.kind === 'lstm'
    ? asBody(recurrentLayers(b, config, parameters, x, lstmStatesBefore(config, states), masks))
    : transformerLayers(b, config, parameters, x, states, masks);

/** The same for a single event, (1, embedding), in the fastest form. */
export const networkStep = (
  b: GraphBuilder,
  config: NetworkConfig,
  parameters: ParameterTensors,
  x: Tensor,
  states: StateTensors,
): Backbone =>
  config.kind === 'lstm'
    ? asBody(recurrentStep(b, config, parameters, x, lstmStatesBefore(config, states)))
    : transformerLayers(b, config, parameters, x, states);
