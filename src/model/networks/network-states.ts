import type { Tensor } from '../graph/tensor.js';
import type { NetworkConfig } from './network-config.js';
import { headWidth } from './transformer/transformer-parameters.js';

/** One thing that a network remembers of the events before: (batch, width), all 0 at the beginning of a piece. */
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
 * All that a network remembers. A Transformer also has `heard`, 1 for each of the last events that is of the piece,
 * and `turn`, how far the next event's key is turned: cosines less 1, and sines.
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

/** What lies between embedding and heads, whatever its kind. */
export interface Backbone {
  /** What the heads read, as columns: (width, steps·batch). */
  readonly top: Tensor;
  /** All states after the window. */
  readonly after: StateTensors;
  /** What of them is new, where the rest is what it was: a cache grows by it. */
  readonly appended: StateTensors;
}
