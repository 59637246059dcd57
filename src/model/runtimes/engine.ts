import type { Graph } from '../graph/operator.js';
import type { AdamConfig } from '../networks/adam.js';
import type { NetworkConfig } from '../networks/network-config.js';
import type { WindowShape } from '../networks/network-graphs.js';

/** Values of a tensor, row-major. */
export type TensorData = Float32Array | Int32Array;

export type Feeds = Readonly<Record<string, TensorData>>;

export type Results = Readonly<Record<string, Float32Array>>;

/** A graph ready to run. One run at a time; await the last before `close`. */
export interface Program {
  /**
   * Feeds every unbound input by name and returns every output. Arrays in `into` receive the outputs of their names if
   * the engine can write there; the result contains whichever array has the values.
   */
  run(feeds: Feeds, into?: Readonly<Record<string, Float32Array>>): Promise<Results>;
  close(): Promise<void>;
}

export interface LoadOptions {
  /** Products with fixed weights may use 8 bits if the engine is faster then. */
  readonly eightBits?: boolean;
}

/** Runs graphs: ONNX Runtime (native or WASM), or TensorFlow.js. */
export interface Engine {
  /** As shown to the user, e.g. `onnxruntime-node 1.30.0`. */
  readonly name: string;
  /** Prepares a graph; inputs named in `bound` are fixed to these weights. */
  load(graph: Graph, bound?: ReadonlyMap<string, Float32Array>, options?: LoadOptions): Promise<Program>;
  /** One training step: the inputs and outputs of `trainingGraph`. */
  loadTraining(config: NetworkConfig, window: WindowShape, adam: AdamConfig): Promise<Program>;
}
