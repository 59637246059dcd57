import { availableParallelism } from 'node:os';
import { loadOnnxRuntime } from '../model/runtimes/onnx-loader.js';
import type { Engine } from '../model/runtimes/engine.js';
import { runtimeEngine } from '../model/runtimes/runtime-engine.js';
import { tfjsEngine } from '../model/runtimes/tfjs-engine.js';
import { loadTfjs } from '../model/runtimes/tfjs-loader.js';
import type { CommandIo } from '../cli/command-io.js';
import type { EngineWish } from '../cli/engine-option.js';

/** Threads for training: all cores. */
export const trainingThreads = (): number => availableParallelism();

/** Makes the engine wished for; where WASM must stand in for the native library, one line says how to repair that. */
export const chooseEngine = async (wish: EngineWish, threads: number, io: CommandIo, spins = true): Promise<Engine> => {
  if (wish === 'tfjs') {
    const { tf, name } = await loadTfjs();
    return tfjsEngine(tf, name);
  }
  const runtime = await loadOnnxRuntime(wish, io.env, threads);
  if (runtime.kind === 'wasm' && runtime.repair !== undefined) {
    io.stderr.write(`note: using the slower WASM runtime, since ${runtime.reason}. Repair: ${runtime.repair}\n`);
  }
  return runtimeEngine(runtime, threads, spins);
};
