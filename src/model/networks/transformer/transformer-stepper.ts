import type { NetworkState, RunStep, Stepper } from '../stepper.js';
import { KvCache, type BufferPlace } from './kv-cache.js';
import { rotationState } from './rotary-embedding.js';
import { headWidth, type TransformerConfig } from './transformer-config.js';

/** A place in the cache and how many events of the piece lie before it. */
class CachedState implements NetworkState {
  readonly memory: NetworkState['memory'];
  readonly contexts: NetworkState['contexts'];
  readonly place: BufferPlace;
  readonly events: number;

  constructor(place: BufferPlace, events: number, rest: NetworkState['memory'], contexts: NetworkState['contexts']) {
    this.memory = { ...place.buffer.rowsBefore(place.end), ...rest };
    this.contexts = contexts;
    this.place = place;
    this.events = events;
  }
}

/**
 * A Transformer's steps: keys and values of the events before are kept, and states share them. Their order does not
 * matter to the network, since each key is turned by its own place.
 */
export const transformerStepper = (run: RunStep, config: TransformerConfig): Stepper => {
  const { context, layers } = config;
  const width = headWidth(config);
  const names = Array.from({ length: layers }, (_, layer) => [`keys${layer}`, `values${layer}`]).flat();
  const heard = new Float32Array(2 * context).fill(1, context);
  const stateAt = (place: BufferPlace, events: number, contexts: NetworkState['contexts']): CachedState => {
    const from = Math.min(events, context);
    const rest = { heard: heard.subarray(from, from + context), turn: rotationState(events, width) };
    return new CachedState(place, events, rest, contexts);
  };
  return async (event, state) => {
    const before = state instanceof CachedState ? state : stateAt(new KvCache(names, width, context).start, 0, {});
    const results = await run({ ...event, ...before.memory });
    const { buffer, end } = before.place;
    const place = buffer.append(end, (name) => results[`${name}.after`]);
    return stateAt(place, before.events + 1, results);
  };
};
