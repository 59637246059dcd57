import type { Graph } from '../graph/operator.js';
import type { AdamConfig } from '../networks/adam.js';
import type { NetworkConfig } from '../networks/network-kinds.js';
import type { WindowShape } from '../networks/network-graphs.js';
import type { Program } from './program.js';

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
