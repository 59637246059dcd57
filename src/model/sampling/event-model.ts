import type { FieldPlace, NetworkConfig } from '../networks/network-config.js';
import { predictedFields } from '../networks/network-config.js';
import { headGraph, stepGraph } from '../networks/network-graphs.js';
import type { Weights } from '../networks/parameters.js';
import type { Engine, Program } from '../runtimes/engine.js';
import { cachedSteps } from './cached-steps.js';
import type { NetworkState, Steps } from './network-state.js';
import { recurrentSteps } from './recurrent-steps.js';
import { BlendedIds, embeddingLean, leaningContext, type BlendShare } from './blended-ids.js';

export type { NetworkState } from './network-state.js';

/** A network that continues events one at a time, whatever its kind. */
export interface EventModel {
  readonly config: NetworkConfig;
  /** The state after one event (a row of ids), from `state` or, without one, from the beginning of a piece. */
  advance(row: Int32Array, state?: NetworkState): Promise<NetworkState>;
  /** Logits of one field of the next event; `row` holds the fields before it. Valid until the next call. */
  logits(state: NetworkState, place: FieldPlace, row: Int32Array): Promise<Float32Array>;
  /** An id for the rows of this network that stands between some ids of one of its columns. */
  blend(column: number, shares: readonly BlendShare[]): number;
  close(): Promise<void>;
}

/** What hearing asks of a network. */
export type HearingModel = Pick<EventModel, 'config' | 'advance'>;

class NetworkEventModel implements EventModel {
  readonly config: NetworkConfig;
  readonly #step: Program;
  readonly #heads: ReadonlyMap<string, Program>;
  readonly #steps: Steps;
  readonly #blended: BlendedIds;
  readonly #noLean: Float32Array;

  constructor(config: NetworkConfig, step: Program, heads: ReadonlyMap<string, Program>, blended: BlendedIds) {
    this.config = config;
    this.#step = step;
    this.#heads = heads;
    this.#blended = blended;
    this.#noLean = new Float32Array(config.embedding);
    this.#steps = config.kind === 'lstm' ? recurrentSteps(step, config) : cachedSteps(step, config);
  }

  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const { row: ids, blends } = this.#blended.plain(row);
    return this.#steps({ ids, lean: embeddingLean(blends) ?? this.#noLean }, state);
  }

  async logits(state: NetworkState, { field }: FieldPlace, row: Int32Array): Promise<Float32Array> {
    const head = this.#heads.get(field.name);
    if (!head) throw new Error(`field ${field.name} is not predicted`);
    const { row: ids, blends } = this.#blended.plain(row);
    const context = leaningContext(state.contexts[`context.${field.name}`], field.name, blends);
    const results = await head.run({ context, ids });
    return results.logits;
  }

  blend(column: number, shares: readonly BlendShare[]): number {
    return this.#blended.add(column, shares);
  }

  async close(): Promise<void> {
    await Promise.all([this.#step, ...this.#heads.values()].map((program) => program.close()));
  }
}

/** Readies a network for sampling on an engine: one graph for the state, one for each predicted field. */
export const loadEventModel = async (engine: Engine, config: NetworkConfig, weights: Weights): Promise<EventModel> => {
  const step = await engine.load(stepGraph(config), weights);
  const heads = new Map<string, Program>();
  for (const place of predictedFields(config.schema)) {
    heads.set(place.field.name, await engine.load(headGraph(config, place), weights));
  }
  return new NetworkEventModel(config, step, heads, new BlendedIds(config, weights));
};
