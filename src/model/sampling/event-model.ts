import type { FieldPlace, NetworkConfig } from '../networks/network-config.js';
import { predictedFields } from '../networks/network-config.js';
import { stepGraph } from '../networks/network-graphs.js';
import type { Weights } from '../networks/parameters.js';
import type { Engine, Program } from '../runtimes/engine.js';
import { cachedSteps } from './cached-steps.js';
import { FieldHead } from './field-head.js';
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
  logits(state: NetworkState, place: FieldPlace, row: Int32Array): Float32Array;
  /** An id for the rows of this network that stands between some ids of one of its columns. */
  blend(column: number, shares: readonly BlendShare[]): number;
  close(): Promise<void>;
}

/** What hearing asks of a network. */
export type HearingModel = Pick<EventModel, 'config' | 'advance'>;

class NetworkEventModel implements EventModel {
  readonly config: NetworkConfig;
  readonly #step: Program;
  readonly #heads: ReadonlyMap<string, FieldHead>;
  readonly #steps: Steps;
  readonly #blended: BlendedIds;
  readonly #noLean: Float32Array;

  constructor(config: NetworkConfig, step: Program, weights: Weights) {
    this.config = config;
    this.#step = step;
    this.#heads = new Map(
      predictedFields(config.schema).map((place) => [place.field.name, new FieldHead(config, place, weights)]),
    );
    this.#blended = new BlendedIds(config, weights);
    this.#noLean = new Float32Array(config.embedding);
    this.#steps = config.kind === 'lstm' ? recurrentSteps(step, config) : cachedSteps(step, config);
  }

  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const { row: ids, blends } = this.#blended.plain(row);
    return this.#steps({ ids, lean: embeddingLean(blends) ?? this.#noLean }, state);
  }

  logits(state: NetworkState, { field }: FieldPlace, row: Int32Array): Float32Array {
    const head = this.#heads.get(field.name);
    if (!head) throw new Error(`field ${field.name} is not predicted`);
    const { row: ids, blends } = this.#blended.plain(row);
    const context = leaningContext(state.contexts[`context.${field.name}`], field.name, blends);
    return head.logits(context, ids);
  }

  blend(column: number, shares: readonly BlendShare[]): number {
    return this.#blended.add(column, shares);
  }

  async close(): Promise<void> {
    await this.#step.close();
  }
}

/** Readies a network for sampling on an engine: a graph for the state, and the heads of the predicted fields. */
export const loadEventModel = async (engine: Engine, config: NetworkConfig, weights: Weights): Promise<EventModel> =>
  new NetworkEventModel(config, await engine.load(stepGraph(config), weights, { eightBits: true }), weights);
