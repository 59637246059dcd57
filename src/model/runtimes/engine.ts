import type { Graph } from '../graph/operator.js';
import type { AdamConfig } from '../networks/adam.js';
import type { NetworkConfig } from '../networks/network-config.js';
import type { WindowShape } from '../networks/network-graphs.js';

/** Values of a tensor, row-major. */
export type TensorData = Float32Array | Int32Array;

export type Feeds = Readonly<Record<string, TensorData>>;

export type Results = Readonly<Record<string, Float32Array>>;

/** A graph made ready to run. One run at a time; await the last before `close`. */
export interface Program {
  /**
   * Feeds every unbound input by name and returns every output. Arrays in `into` receive the outputs of
   * their names where the engine can write there; the result holds whatever array has the values.
   */
  run(feeds: Feeds, into?: Readonly<Record<string, Float32Array>>): Promise<Results>;
  close(): Promise<void>;
}

export interface LoadOptions {
  /** Products with fixed weights may take these in 8 bits, where the engine then is faster. */
  readonly eightBits?: boolean;
}

/** What computes: ONNX Runtime (native or WASM), or TensorFlow.js. */
export interface Engine {
  /** As shown to the user, e.g. `onnxruntime-node 1.30.0`. */
  readonly name: string;
  /** Makes a graph ready; inputs named in `bound` are fixed to these weights. */
  load(graph: Graph, bound?: ReadonlyMap<string, Float32Array>, options?: LoadOptions): Promise<Program>;
  /** One training step: the inputs and outputs of `trainingGraph`. */
  loadTraining(config: NetworkConfig, window: WindowShape, adam: AdamConfig): Promise<Program>;
}
