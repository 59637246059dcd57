import type { Tensor } from '../graph/tensor.js';
import type { NetworkConfig } from './network-config.js';
import { headWidth } from './transformer/transformer-parameters.js';

/** One state tensor of a network: (batch, width), all 0 at the beginning of a piece. */
export interface StateSpec {
  readonly name: string;
  readonly width: number;
}

/** A layer's h and c. */
const lstmStates = (layer: number, units: number): readonly StateSpec[] => [
  { name: `h${layer}`, width: units },
  { name: `c${layer}`, width: units },
];

/** A layer's keys and values of the last `context` events. */
const cacheStates = (layer: number, width: number): readonly StateSpec[] => [
  { name: `keys${layer}`, width },
  { name: `values${layer}`, width },
];

/**
 * All states of a network. A Transformer also has `heard`, 1 for each of the last events that belongs to the piece, and
 * `turn`, the rotation of the next event's key: cosines minus 1, and sines.
 */
export const networkStates = (config: NetworkConfig): readonly StateSpec[] => {
  const layers = Array.from({ length: config.layers }, (_, layer) => layer);
  if (config.kind === 'lstm') return layers.flatMap((layer) => lstmStates(layer, config.units));
  const width = headWidth(config);
  return [
    ...layers.flatMap((layer) => cacheStates(layer, config.context * width)),
    { name: 'heard', width: config.context },
    { name: 'turn', width },
  ];
};

/** Tensors of a network's states, (batch, width) each, by the names of networkStates. */
export type StateTensors = ReadonlyMap<string, Tensor>;

export const stateOf = (states: StateTensors, name: string): Tensor => {
  const tensor = states.get(name);
  if (tensor === undefined) throw new Error(`no state ${name}`);
  return tensor;
};

/** The result of a backbone of any kind. */
export interface Backbone {
  /** Input of the heads, as columns: (width, steps·batch). */
  readonly top: Tensor;
  /** All states after the window. */
  readonly after: StateTensors;
  /** The new part of the states; a cache is extended by it. */
  readonly appended: StateTensors;
}
