import { predictedFields } from '../networks/network-config.js';
import { evaluationGraph } from '../networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../networks/network-kinds.js';
import type { StateSpec } from '../networks/network-states.js';
import type { Weights } from '../networks/parameters.js';
import type { Engine } from '../runtimes/engine.js';
import type { Program } from '../runtimes/program.js';
import type { HearingModel, NetworkState } from './event-model.js';

/** What is judged: each of some ids of a column, by the nats of some predicted fields. */
export interface Judged {
  readonly column: number;
  readonly ids: readonly number[];
  readonly fields: readonly string[];
}

/** Where the row that was heard last stands among the states; ids are small whole numbers, which floats hold. */
const LAST = 'last';
const NATS = 'nats';

/**
 * The same network once for each of several ids of one column, all in one batch: each hears the same events as if
 * they were of its id, and is asked how likely it found each of them.
 */
export class TokenScorer implements HearingModel {
  readonly config: NetworkConfig;
  readonly #program: Program;
  readonly #judged: Judged;
  readonly #states: readonly StateSpec[];
  readonly #counted: readonly number[];
  readonly #carry: Float32Array;

  private constructor(config: NetworkConfig, program: Program, judged: Judged) {
    this.config = config;
    this.#program = program;
    this.#judged = judged;
    this.#states = networkStates(config);
    this.#counted = predictedFields(config.schema).flatMap(({ field }, i) =>
      judged.fields.includes(field.name) ? [i] : [],
    );
    this.#carry = new Float32Array(judged.ids.length).fill(1);
  }

  static async load(engine: Engine, config: NetworkConfig, weights: Weights, judged: Judged): Promise<TokenScorer> {
    const window = { steps: 1, batch: judged.ids.length };
    return new TokenScorer(config, await engine.load(evaluationGraph(config, window), weights), judged);
  }

  /** The state after one event, and with it what the event cost under each id, given all before it. */
  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const batch = this.#judged.ids.length;
    const last = Float32Array.from(row);
    if (!state) {
      const memory: Record<string, Float32Array> = { [LAST]: last };
      for (const { name, width } of this.#states) memory[name] = new Float32Array(batch * width);
      return { memory, contexts: { [NATS]: new Float32Array(batch) } };
    }
    const { [LAST]: before, ...states } = state.memory;
    const ids = this.#spread(before);
    const results = await this.#program.run({ ...states, ids, targets: this.#spread(row), carry: this.#carry });
    const after = Object.fromEntries(this.#states.map(({ name }) => [name, results[`${name}.after`]]));
    const nats = Float32Array.from({ length: batch }, (_, i) =>
      this.#counted.reduce((sum, field) => sum + results.losses[field * batch + i], 0),
    );
    return { memory: { ...after, [LAST]: last }, contexts: { [NATS]: nats } };
  }

  async close(): Promise<void> {
    await this.#program.close();
  }

  /** (fields, ids): one row for all, but for the judged column. */
  #spread(row: ArrayLike<number>): Int32Array {
    const { ids, column } = this.#judged;
    const spread = new Int32Array(row.length * ids.length);
    for (let f = 0; f < row.length; f++) spread.fill(row[f], f * ids.length, (f + 1) * ids.length);
    spread.set(ids, column * ids.length);
    return spread;
  }
}

/** What the latest event cost under each id, nats. */
export const scoredNats = ({ contexts }: NetworkState): Float32Array => contexts[NATS];
