import { evaluationGraph, type WindowShape } from '../../model/networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../../model/networks/network-kinds.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { Engine } from '../../model/runtimes/engine.js';
import type { Program } from '../../model/runtimes/program.js';
import type { EventSequence } from '../../model/event-schema.js';
import { evaluationWindows } from '../corpus/evaluation-windows.js';
import { forEachLoss, type EventLosses } from './event-losses.js';

/** Windows of evaluation: long enough to keep the engine busy, few enough rows for a handful of works. */
const evaluationWindow: WindowShape = { steps: 64, batch: 8 };

/** Measures a network on whole works, state carried from the first event of each to its last. */
export class NetworkEvaluator {
  readonly #config: NetworkConfig;
  readonly #window: WindowShape;
  readonly #program: Program;

  private constructor(config: NetworkConfig, window: WindowShape, program: Program) {
    this.#config = config;
    this.#window = window;
    this.#program = program;
  }

  static async start(engine: Engine, config: NetworkConfig, window = evaluationWindow): Promise<NetworkEvaluator> {
    return new NetworkEvaluator(config, window, await engine.load(evaluationGraph(config, window)));
  }

  /** Tells `onEvent` the losses of every event of every work. The object passed is reused. */
  async measure(
    weights: Weights,
    works: readonly EventSequence[],
    onEvent: (losses: EventLosses) => void,
  ): Promise<void> {
    const { schema } = this.#config;
    const { steps, batch } = this.#window;
    const fixed = Object.fromEntries(weights);
    const specs = networkStates(this.#config);
    const states: Record<string, Float32Array> = {};
    for (const { name, width } of specs) states[name] = new Float32Array(batch * width);
    const shape = { schema, batchSize: batch, windowLength: steps, isNote: () => false };
    for (const { batch: window, works: rows } of evaluationWindows(works, shape)) {
      const { ids, targets, carry } = window;
      const results = await this.#program.run({ ...fixed, ...states, ids, targets, carry });
      for (const { name } of specs) states[name] = results[`${name}.after`];
      forEachLoss(schema, targets, rows, results.losses, onEvent);
    }
  }

  async close(): Promise<void> {
    await this.#program.close();
  }
}
