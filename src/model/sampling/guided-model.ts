import type { FieldPlace } from '../networks/network-config.js';
import type { BlendShare } from './blended-embeddings.js';
import type { EventModel, NetworkState } from './event-model.js';

/**
 * Classifier-free guidance (Ho and Salimans 2022): the network runs twice, with and without one field, and logits are
 * without + strength·(with − without). 1 is the network itself; above 1 the field counts more. Every event takes two
 * steps. Closing it closes the network.
 */
class GuidedModel implements EventModel {
  readonly #model: EventModel;
  readonly #hidden: FieldPlace;
  readonly #strength: number;
  /** For each state, the one without the field; states are immutable, so they can be kept and reused. */
  readonly #untold = new WeakMap<NetworkState, NetworkState>();

  constructor(model: EventModel, hidden: FieldPlace, strength: number) {
    this.#model = model;
    this.#hidden = hidden;
    this.#strength = strength;
  }

  get config(): EventModel['config'] {
    return this.#model.config;
  }

  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const after = await this.#model.advance(row, state);
    this.#untold.set(after, await this.#model.advance(this.#hide(row), state && this.#untoldOf(state)));
    return after;
  }

  logits(state: NetworkState, place: FieldPlace, row: Int32Array): Float32Array {
    const told = this.#model.logits(state, place, row).slice();
    const untold = this.#model.logits(this.#untoldOf(state), place, this.#hide(row));
    return told.map((logit, id) => untold[id] + this.#strength * (logit - untold[id]));
  }

  blend(column: number, shares: readonly BlendShare[]): number {
    return this.#model.blend(column, shares);
  }

  async close(): Promise<void> {
    await this.#model.close();
  }

  #untoldOf(state: NetworkState): NetworkState {
    const untold = this.#untold.get(state);
    if (!untold) throw new Error('a guided model goes on from its own states only');
    return untold;
  }

  #hide(row: Int32Array): Int32Array {
    const hidden = row.slice();
    hidden[this.#hidden.index] = this.#hidden.field.size;
    return hidden;
  }
}

/** A network guided by one of its given fields; strength 1 returns the network itself, at no cost. */
export const guidedModel = (model: EventModel, hidden: FieldPlace, strength: number): EventModel =>
  strength === 1 ? model : new GuidedModel(model, hidden, strength);
