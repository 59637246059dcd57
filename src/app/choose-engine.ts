import { availableParallelism } from 'node:os';
import { loadOnnxRuntime } from '../model/runtimes/onnx-loader.js';
import type { Engine } from '../model/runtimes/engine.js';
import { runtimeEngine } from '../model/runtimes/runtime-engine.js';
import { tfjsEngine } from '../model/runtimes/tfjs-engine.js';
import { loadTfjs } from '../model/runtimes/tfjs-loader.js';
import type { EngineChoice } from './common-options.js';
import type { RunContext } from './run-context.js';

/** Threads for training: all cores. */
export const trainingThreads = (): number => availableParallelism();

/** Makes the engine wished for; where WASM must stand in for the native library, a notice says how to repair that. */
export const chooseEngine = async (
  wish: EngineChoice,
  threads: number,
  { env, notice }: Pick<RunContext, 'env' | 'notice'>,
  spins = true,
): Promise<Engine> => {
  if (wish === 'tfjs') {
    const { tf, name } = await loadTfjs();
    return tfjsEngine(tf, name);
  }
  const runtime = await loadOnnxRuntime(wish, env, threads);
  if (runtime.kind === 'wasm' && runtime.repair !== undefined) {
    notice(`using the slower WASM runtime: ${runtime.reason}. Repair: ${runtime.repair}`);
  }
  return runtimeEngine(runtime, threads, spins);
};
