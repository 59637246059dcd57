import type { FieldPlace } from '../networks/network-config.js';
import { kindOf, type NetworkConfig } from '../networks/network-kinds.js';
import { predictedFields } from '../networks/network-config.js';
import { stepGraph } from '../networks/network-graphs.js';
import type { Weights } from '../networks/parameters.js';
import type { NetworkState, Stepper } from '../networks/stepper.js';
import type { Engine } from '../runtimes/engine.js';
import type { Program } from '../runtimes/program.js';
import { FieldHead } from './field-head.js';
import { BlendedEmbeddings, embeddingOffset, offsetContext, type BlendShare } from './blended-embeddings.js';

export type { NetworkState } from '../networks/stepper.js';

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
  readonly #stepper: Stepper;
  readonly #blended: BlendedEmbeddings;
  readonly #noLean: Float32Array;

  constructor(config: NetworkConfig, step: Program, weights: Weights) {
    this.config = config;
    this.#step = step;
    this.#heads = new Map(
      predictedFields(config.schema).map((place) => [place.field.name, new FieldHead(config, place, weights)]),
    );
    this.#blended = new BlendedEmbeddings(config, weights);
    this.#noLean = new Float32Array(config.embedding);
    this.#stepper = kindOf(config).stepper((feeds) => step.run(feeds), config);
  }

  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const { row: ids, blends } = this.#blended.plain(row);
    return this.#stepper({ ids, lean: embeddingOffset(blends) ?? this.#noLean }, state);
  }

  logits(state: NetworkState, { field }: FieldPlace, row: Int32Array): Float32Array {
    const head = this.#heads.get(field.name);
    if (!head) throw new Error(`field ${field.name} is not predicted`);
    const { row: ids, blends } = this.#blended.plain(row);
    const context = offsetContext(state.contexts[`context.${field.name}`], field.name, blends);
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
