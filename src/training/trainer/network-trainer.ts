import { adamScalars, type AdamConfig } from '../../model/networks/adam.js';
import { dropoutMasks, type WindowShape } from '../../model/networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../../model/networks/network-kinds.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { Engine } from '../../model/runtimes/engine.js';
import type { Program } from '../../model/runtimes/program.js';
import { restoreRandom, type RandomSource } from '../../shared/random-source.js';

/** A batch of windows as the graphs take them. */
export interface NetworkBatch {
  /** Events before: (fields, steps·batch), time-major. */
  readonly ids: Int32Array;
  /** Events to be predicted, same shape. */
  readonly targets: Int32Array;
  /** (batch): 0 where a row starts a new piece, else 1. */
  readonly carry: Float32Array;
  /** Events that count. */
  readonly events: number;
}

/** What one step did. */
export interface StepResult {
  /** Sum over the batch of each predicted field's loss in nats, in the schema's order. */
  readonly fieldLosses: Float32Array;
  /** L2 norm over all gradients of the mean loss per event, before clipping. */
  readonly gradientNorm: number;
}

/** All that a later run needs to go on as if it had not stopped. Arrays by graph input name. */
export interface TrainerState {
  readonly step: number;
  readonly random: readonly number[];
  /** Weights, `m.` and `v.` moments, and the states of the batch's rows. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** A fresh start: random weights come from outside, moments and states are zero. */
export const initialTrainerState = (
  config: NetworkConfig,
  { batch }: WindowShape,
  weights: Weights,
  random: RandomSource,
): TrainerState => {
  const tensors = new Map<string, Float32Array>();
  for (const [name, values] of weights) {
    tensors.set(name, values.slice());
    tensors.set(`m.${name}`, new Float32Array(values.length));
    tensors.set(`v.${name}`, new Float32Array(values.length));
  }
  for (const { name, width } of networkStates(config)) tensors.set(name, new Float32Array(batch * width));
  return { step: 0, random: random.save(), tensors };
};

export interface NetworkTrainerOptions {
  readonly config: NetworkConfig;
  readonly window: WindowShape;
  readonly adam: AdamConfig;
  /** Probability that a unit is dropped, 0 … <1. */
  readonly dropout: number;
}

/**
 * Owns weights, moments and states while they are trained, in two sets of buffers: each step reads one and
 * writes the other.
 */
export class NetworkTrainer {
  readonly #options: NetworkTrainerOptions;
  readonly #program: Program;
  readonly #random: RandomSource;
  #step: number;
  #current: Record<string, Float32Array>;
  #next: Record<string, Float32Array>;

  private constructor(options: NetworkTrainerOptions, program: Program, state: TrainerState) {
    this.#options = options;
    this.#program = program;
    this.#random = restoreRandom(state.random);
    this.#step = state.step;
    this.#current = Object.fromEntries(state.tensors);
    this.#next = Object.fromEntries(
      [...state.tensors].map(([name, values]) => [name, new Float32Array(values.length)]),
    );
  }

  static async start(engine: Engine, options: NetworkTrainerOptions, state: TrainerState): Promise<NetworkTrainer> {
    const program = await engine.loadTraining(options.config, options.window, options.adam);
    return new NetworkTrainer(options, program, state);
  }

  /** Optimizer steps so far, over all sittings. */
  get steps(): number {
    return this.#step;
  }

  /** Weights as they are now; valid until the next step. */
  get weights(): Weights {
    const names = Object.keys(this.#current).filter((name) => `m.${name}` in this.#current);
    return new Map(names.map((name) => [name, this.#current[name]]));
  }

  /** One mask (batch, width) a place: 0 for dropped units, 1/(1−p) for the others, so that means stay. */
  #masks(): Record<string, Float32Array> {
    const { config, window, dropout } = this.#options;
    const kept = 1 / (1 - dropout);
    return Object.fromEntries(
      dropoutMasks(config).map(({ name, width }) => {
        const mask = new Float32Array(window.batch * width);
        for (let i = 0; i < mask.length; i++) mask[i] = this.#random.next() < dropout ? 0 : kept;
        return [name, mask];
      }),
    );
  }

  /** One optimizer step on one batch. */
  async step(batch: NetworkBatch, learningRate: number): Promise<StepResult> {
    this.#step += 1;
    const { stepSize, keep } = adamScalars(this.#options.adam, this.#step, learningRate);
    const into = Object.fromEntries(Object.entries(this.#next).map(([name, values]) => [`${name}.after`, values]));
    const feeds = {
      ...this.#current,
      ...this.#masks(),
      ids: batch.ids,
      targets: batch.targets,
      carry: batch.carry,
      lossScale: Float32Array.of(1 / Math.max(1, batch.events)),
      stepSize: Float32Array.of(stepSize),
      keep: Float32Array.of(keep),
    };
    const results = await this.#program.run(feeds, into);
    const after = Object.fromEntries(Object.keys(this.#next).map((name) => [name, results[`${name}.after`]]));
    this.#next = this.#current;
    this.#current = after;
    return { fieldLosses: results.fieldLosses, gradientNorm: results.gradientNorm[0] };
  }

  /** A copy of everything, for a file. */
  save(): TrainerState {
    const tensors = new Map(Object.entries(this.#current).map(([name, values]) => [name, values.slice()]));
    return { step: this.#step, random: this.#random.save(), tensors };
  }

  async close(): Promise<void> {
    await this.#program.close();
  }
}
