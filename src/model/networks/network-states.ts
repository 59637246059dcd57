import type { Tensor } from '../graph/tensor.js';

/** One thing that a network remembers of the events before: (batch, width), all 0 at the beginning of a piece. */
export interface StateSpec {
  readonly name: string;
  readonly width: number;
}

/** Tensors of a network's states, (batch, width) each, by the names of their specs. */
export type StateTensors = ReadonlyMap<string, Tensor>;

export const stateOf = (states: StateTensors, name: string): Tensor => {
  const tensor = states.get(name);
  if (tensor === undefined) throw new Error(`no state ${name}`);
  return tensor;
};
