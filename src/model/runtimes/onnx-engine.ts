import type { InferenceSession, InferenceSessionFactory, Tensor, TensorConstructor } from 'onnxruntime-common';
import type { Graph } from '../graph/operator.js';
import type { Shape } from '../graph/tensor.js';
import { trainingGraph } from '../networks/network-graphs.js';
import { emitOnnx } from '../onnx/emit-onnx.js';
import type { Engine } from './engine.js';
import type { Feeds, Program, Results, TensorData } from './program.js';

/** What we use of onnxruntime-node and onnxruntime-web, which share it. */
export interface OnnxApi {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
}

class OnnxProgram implements Program {
  readonly #api: OnnxApi;
  readonly #session: InferenceSession;
  readonly #inputShapes: ReadonlyMap<string, Shape>;
  readonly #outputShapes: ReadonlyMap<string, Shape>;

  constructor(api: OnnxApi, session: InferenceSession, graph: Graph) {
    this.#api = api;
    this.#session = session;
    this.#inputShapes = new Map(graph.inputs.map(({ name, tensor }) => [name, tensor.shape]));
    this.#outputShapes = new Map(graph.outputs.map(({ name, tensor }) => [name, tensor.shape]));
  }

  #tensor(values: TensorData, shape: Shape): Tensor {
    return values instanceof Float32Array
      ? new this.#api.Tensor('float32', values, shape)
      : new this.#api.Tensor('int32', values, shape);
  }

  #feeds(feeds: Feeds): Record<string, Tensor> {
    return Object.fromEntries(
      this.#session.inputNames.map((name) => {
        const values = feeds[name];
        const shape = this.#inputShapes.get(name);
        if (!values || !shape) throw new Error(`graph input ${name} is not fed`);
        return [name, this.#tensor(values, shape)];
      }),
    );
  }

  #fetches(into: Readonly<Record<string, Float32Array>>): Record<string, Tensor | null> {
    return Object.fromEntries(
      this.#session.outputNames.map((name) => {
        const shape = this.#outputShapes.get(name);
        return [name, name in into && shape ? this.#tensor(into[name], shape) : null];
      }),
    );
  }

  async run(feeds: Feeds, into: Readonly<Record<string, Float32Array>> = {}): Promise<Results> {
    const results = await this.#session.run(this.#feeds(feeds), this.#fetches(into));
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => {
        // With a preallocated output the values are in our array; tensor.data is then another view of them.
        if (name in into) return [name, into[name]];
        if (!(tensor.data instanceof Float32Array)) throw new Error(`graph output ${name} is not float`);
        return [name, tensor.data];
      }),
    );
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

export interface OnnxEngineOptions {
  /** Threads wait for work busily, which is faster and takes the processor from others. */
  readonly spins?: boolean;
  /** Takes weights in 8 bits where that may be. */
  readonly eightBits?: boolean;
}

/** Runs our graphs in ONNX Runtime, native or WASM. `threads` is the number of threads inside an operator. */
export const onnxEngine = (
  api: OnnxApi,
  name: string,
  threads: number,
  { spins = true, eightBits = false }: OnnxEngineOptions = {},
): Engine => {
  const load: Engine['load'] = async (graph, bound, options) => {
    const onnx = emitOnnx(graph, bound, { eightBits: eightBits && options?.eightBits });
    const session = await api.InferenceSession.create(onnx, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      extra: {
        // Our transposes are there because the runtime multiplies faster with them; it would fold them back in.
        optimization: { disable_specified_optimizers: 'GemmTransposeFusion' },
        ...(spins ? {} : { session: { intra_op: { allow_spinning: '0' } } }),
      },
    });
    return new OnnxProgram(api, session, graph);
  };
  return { name, load, loadTraining: (config, window, adam) => load(trainingGraph(config, window, adam)) };
};
