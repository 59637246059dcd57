import type { AdamConfig } from '../../model/networks/adam.js';
import { dropoutMasks, type WindowShape } from '../../model/networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../../model/networks/network-kinds.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { Engine } from '../../model/runtimes/engine.js';
import type { Program, Results } from '../../model/runtimes/program.js';
import type { NetworkBatch } from '../trainer/network-trainer.js';

/** How far one window moves the weights. */
export interface Adaptation {
  /** η: a weight moves by η·g/RMS(g), so by about η where its gradient is of its usual size, and by 2η at most. */
  readonly rate: number;
  /** λ: before each step the weights go back this share of the way to the trained ones, 0–1. */
  readonly decay: number;
}

/** A network's memory between windows, by the names of its states. */
export type NetworkMemory = Readonly<Record<string, Float32Array>>;

/** What a window cost before it was learned, and what the network remembers after it. */
export interface WindowResult {
  /** (predicted fields, steps·batch), nats. */
  readonly losses: Float32Array;
  readonly memory: NetworkMemory;
}

/** The optimizer's graph without an optimizer: with β₁ = 0 its mean of gradients is the gradient itself. */
const bareGradients: AdamConfig = { beta1: 0, beta2: 1, epsilon: 1, clipNorm: 5, weightDecay: 0 };

/**
 * A gradient counts as so many times its usual size at most: a velocity that nobody expected, in music that hardly
 * ever has another, would else throw the network off.
 */
const MOST_TIMES = 2;

type Arrays = Readonly<Record<string, Float32Array>>;

const ones = (length: number): Float32Array => new Float32Array(length).fill(1);

const zerosLike = (weights: Weights): Arrays =>
  Object.fromEntries([...weights].map(([name, values]) => [name, new Float32Array(values.length)]));

const prefixed = (prefix: string, arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]) => [prefix + name, values]));

const suffixed = (arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]) => [`${name}.after`, values]));

/**
 * A trained network that goes on learning: each window moves its weights a little (dynamic evaluation with RMS
 * gradients; Krause, Kahembwe, Murray and Renals 2018), and they are drawn back to where they were trained.
 */
export class OnlineOptimizer {
  readonly #config: NetworkConfig;
  readonly #window: WindowShape;
  readonly #program: Program;
  readonly #trained: Weights;
  readonly #zeros: Arrays;
  readonly #masks: Arrays;
  /** Of the latest window, by `m.<weight>`. */
  readonly #gradients: Arrays;
  readonly #unused: Arrays;
  /** 1/RMS of the gradients; 1 until they are measured. */
  #scales: Arrays;
  readonly #now: Arrays;

  private constructor(config: NetworkConfig, window: WindowShape, program: Program, trained: Weights) {
    this.#config = config;
    this.#window = window;
    this.#program = program;
    this.#trained = trained;
    this.#zeros = zerosLike(trained);
    this.#scales = Object.fromEntries(Object.entries(this.#zeros).map(([name, { length }]) => [name, ones(length)]));
    this.#masks = Object.fromEntries(dropoutMasks(config).map(({ name, width }) => [name, ones(window.batch * width)]));
    this.#gradients = prefixed('m.', zerosLike(trained));
    this.#unused = suffixed({ ...this.#gradients, ...prefixed('v.', zerosLike(trained)), ...zerosLike(trained) });
    this.#now = Object.fromEntries([...trained].map(([name, values]) => [name, values.slice()]));
  }

  static async start(
    engine: Engine,
    config: NetworkConfig,
    trained: Weights,
    window: WindowShape,
  ): Promise<OnlineOptimizer> {
    const program = await engine.loadTraining(config, window, bareGradients);
    return new OnlineOptimizer(config, window, program, trained);
  }

  get window(): WindowShape {
    return this.#window;
  }

  get config(): NetworkConfig {
    return this.#config;
  }

  /** As they are now; valid until the next step. */
  get weights(): Weights {
    return new Map(Object.entries(this.#now));
  }

  /** What a network remembers that has heard nothing. */
  noMemory(): NetworkMemory {
    const { batch } = this.#window;
    return Object.fromEntries(
      networkStates(this.#config).map(({ name, width }) => [name, new Float32Array(batch * width)]),
    );
  }

  /** Sets the usual sizes of the gradients, as mean squares. */
  setSizes(sizes: Weights): void {
    this.#scales = Object.fromEntries([...sizes].map(([name, size]) => [name, size.map((x) => 1 / Math.sqrt(x))]));
  }

  /** Goes on from these weights; without any, from the trained ones. */
  reset(weights: Weights = this.#trained): void {
    for (const [name, values] of weights) this.#now[name].set(values);
  }

  /** Predicts a window, then learns it. */
  async step(batch: NetworkBatch, memory: NetworkMemory, adaptation: Adaptation): Promise<WindowResult> {
    const results = await this.#run(batch, memory);
    if (adaptation.rate > 0 || adaptation.decay > 0) this.#move(adaptation);
    const after = networkStates(this.#config).map(({ name }): [string, Float32Array] => [
      name,
      results[`${name}.after`],
    ]);
    return { losses: results.losses, memory: Object.fromEntries(after) };
  }

  /** The gradient of the mean loss per event of a window, by weight; nothing is learned. Valid until the next run. */
  async gradient(batch: NetworkBatch, memory: NetworkMemory): Promise<Weights> {
    await this.#run(batch, memory);
    return new Map(Object.keys(this.#zeros).map((name) => [name, this.#gradients[`m.${name}`]]));
  }

  async close(): Promise<void> {
    await this.#program.close();
  }

  /** Leaves the gradients in their arrays. */
  async #run({ ids, targets, carry, events }: NetworkBatch, memory: NetworkMemory): Promise<Results> {
    const feeds = {
      ...this.#now,
      ...prefixed('m.', this.#zeros),
      ...prefixed('v.', this.#zeros),
      ...this.#masks,
      ...memory,
      ids,
      targets,
      carry,
      lossScale: Float32Array.of(1 / Math.max(1, events)),
      stepSize: Float32Array.of(0),
      keep: Float32Array.of(1),
    };
    const results = await this.#program.run(feeds, this.#unused);
    for (const name of Object.keys(this.#gradients)) {
      const told = results[`${name}.after`];
      if (told !== this.#gradients[name]) this.#gradients[name].set(told); // an engine that cannot write into ours
    }
    return results;
  }

  /** θ ← θ + λ(θ₀ − θ) − η·g/RMS(g) */
  #move({ rate, decay }: Adaptation): void {
    for (const [name, trained] of this.#trained) {
      const now = this.#now[name];
      const gradient = this.#gradients[`m.${name}`];
      const scale = this.#scales[name];
      for (let i = 0; i < now.length; i++) {
        const times = Math.max(-MOST_TIMES, Math.min(MOST_TIMES, gradient[i] * scale[i]));
        now[i] += decay * (trained[i] - now[i]) - rate * times;
      }
    }
  }
}
