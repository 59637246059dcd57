import type { TransformerConfig } from '../networks/network-config.js';
import { networkStates } from '../networks/network-states.js';
import { headWidth } from '../networks/transformer/transformer-parameters.js';
import { rotationState } from '../networks/transformer/rotary-embedding.js';
import type { Program } from '../runtimes/engine.js';
import type { Steps, NetworkState } from './network-state.js';
import { KvCache, type BufferPlace } from './kv-cache.js';

/** A position in the cache and the number of earlier events of the piece. */
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
 * A Transformer's steps: keys and values of earlier events are kept and shared between states. Their order does not
 * matter, since each key is rotated by its own position.
 */
export const transformerStepper = (step: Program, config: TransformerConfig): Steps => {
  const { context } = config;
  const width = headWidth(config);
  const names = networkStates(config).flatMap(({ name }) => (/^(keys|values)/.test(name) ? [name] : []));
  const heard = new Float32Array(2 * context).fill(1, context);
  const stateAt = (place: BufferPlace, events: number, contexts: NetworkState['contexts']): CachedState => {
    const from = Math.min(events, context);
    const rest = { heard: heard.subarray(from, from + context), turn: rotationState(events, width) };
    return new CachedState(place, events, rest, contexts);
  };
  return async (event, state) => {
    const before = state instanceof CachedState ? state : stateAt(new KvCache(names, width, context).start, 0, {});
    const results = await step.run({ ...event, ...before.memory });
    const { buffer, end } = before.place;
    const place = buffer.append(end, (name) => results[`${name}.after`]);
    return stateAt(place, before.events + 1, results);
  };
};
