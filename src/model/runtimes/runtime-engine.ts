import type { Engine } from './engine.js';
import { onnxEngine } from './onnx-engine.js';
import type { OnnxRuntime } from './onnx-loader.js';

const NAMES = { native: 'onnxruntime-node', wasm: 'onnxruntime-web (WASM)' } as const;

/** The engine of a loaded runtime, with the name that users see, and 8-bit weights if it supports them. */
export const runtimeEngine = (runtime: OnnxRuntime, threads: number, spins = true): Engine => {
  const { kind, version, api, takesEightBits } = runtime;
  return onnxEngine(api, `${NAMES[kind]} ${version}`, threads, { spins, eightBits: takesEightBits });
};
