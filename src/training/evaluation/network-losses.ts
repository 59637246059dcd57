import { evaluationGraph, stateNames, type WindowShape } from '../../model/networks/network-graphs.js';
import type { NetworkConfig } from '../../model/networks/network-config.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { Engine, Program } from '../../model/runtimes/engine.js';
import type { EventSequence } from '../../model/event-schema.js';
import { evaluationWindows } from '../corpus/evaluation-windows.js';

/** One event and what it cost. */
export interface EventLosses {
  /** Index into the works. */
  readonly work: number;
  /** The event, in the schema's order. */
  readonly ids: Int32Array;
  /** Nats of each predicted field in the schema's order; 0 where the target is absent. */
  readonly nats: Float32Array;
}

/** Windows of evaluation: long enough to keep the engine busy, few enough rows for a handful of works. */
const evaluationWindow: WindowShape = { steps: 64, batch: 8 };

/** Measures a network on whole works, state carried from the first event of each to its last. */
export class NetworkEvaluator {
  readonly #config: NetworkConfig;
  readonly #program: Program;

  private constructor(config: NetworkConfig, program: Program) {
    this.#config = config;
    this.#program = program;
  }

  static async start(engine: Engine, config: NetworkConfig): Promise<NetworkEvaluator> {
    return new NetworkEvaluator(config, await engine.load(evaluationGraph(config, evaluationWindow)));
  }

  /** Tells `onEvent` the losses of every event of every work. The object passed is reused. */
  async measure(
    weights: Weights,
    works: readonly EventSequence[],
    onEvent: (losses: EventLosses) => void,
  ): Promise<void> {
    const { schema, units } = this.#config;
    const { steps, batch } = evaluationWindow;
    const fixed = Object.fromEntries(weights);
    const names = stateNames(this.#config);
    const states: Record<string, Float32Array> = {};
    for (const name of names) states[name] = new Float32Array(batch * units);
    const shape = { schema, batchSize: batch, windowLength: steps, isNote: () => false };
    for (const { batch: window, works: rows } of evaluationWindows(works, shape)) {
      const { ids, targets, carry } = window;
      const results = await this.#program.run({ ...fixed, ...states, ids, targets, carry });
      for (const name of names) states[name] = results[`${name}.after`];
      this.#report(targets, rows, results.losses, onEvent);
    }
  }

  #report(targets: Int32Array, works: Int32Array, losses: Float32Array, onEvent: (losses: EventLosses) => void): void {
    const { schema } = this.#config;
    const cells = targets.length / schema.length;
    const nats = new Float32Array(losses.length / cells);
    const ids = new Int32Array(schema.length);
    for (let cell = 0; cell < cells; cell++) {
      for (let f = 0; f < ids.length; f++) ids[f] = targets[f * cells + cell];
      if (schema.every(({ size }, f) => ids[f] === size)) continue; // padding
      for (let p = 0; p < nats.length; p++) nats[p] = losses[p * cells + cell];
      onEvent({ work: works[cell % works.length], ids, nats });
    }
  }

  async close(): Promise<void> {
    await this.#program.close();
  }
}
