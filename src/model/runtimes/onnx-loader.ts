import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeUnavailableError, RuntimeWishError, repairCommand } from './runtime-unavailable.js';
import { disableTelemetry } from './telemetry.js';
import type { OnnxApi } from './onnx-engine.js';
import { reasonOf } from '../../shared/error.js';

/** `auto` takes the native library where it loads and WASM elsewhere. */
export type RuntimeWish = 'auto' | 'native' | 'wasm';

interface LoadedOnnx {
  readonly version: string;
  readonly api: OnnxApi;
  /** Whether it multiplies with weights of 8 bits faster than with floats. */
  readonly takesEightBits: boolean;
}

/** ONNX Runtime made ready; both kinds run the same graphs. `version` is that of its package. */
export type OnnxRuntime =
  | (LoadedOnnx & { readonly kind: 'native' })
  | (LoadedOnnx & {
      readonly kind: 'wasm';
      /** Why native is not used, as part of a sentence: "onnxruntime-node is not installed". */
      readonly reason: string;
      /** The one line that brings native back; absent where WASM was asked for. */
      readonly repair?: string;
    });

/** Forces a runtime for one run: `auto`, `native` or `wasm`. */
export const RUNTIME_VARIABLE = 'MUSIC_LSTM_RUNTIME';

const wishes: readonly string[] = ['auto', 'native', 'wasm'] satisfies RuntimeWish[];
const isWish = (value: string): value is RuntimeWish => wishes.includes(value);

const effectiveWish = (wish: RuntimeWish, env: NodeJS.ProcessEnv): RuntimeWish => {
  if (wish !== 'auto') return wish;
  const value = env[RUNTIME_VARIABLE] ?? '';
  if (value === '') return 'auto';
  if (!isWish(value)) throw new RuntimeWishError(RUNTIME_VARIABLE, value, wishes);
  return value;
};

/** The runtime has kernels for AVX2, which is thrice as fast; without a kernel it is ten times as slow. */
const HAS_EIGHT_BITS = process.arch === 'x64';

const loadNative = async (): Promise<OnnxRuntime> => {
  disableTelemetry();
  const native = await import('onnxruntime-node');
  return { kind: 'native', version: native.env.versions.node ?? '', api: native, takesEightBits: HAS_EIGHT_BITS };
};

/**
 * WASM from the package's own folder, never from the network. The size of its thread pool is fixed by the
 * first session of the process; native ONNX Runtime takes a number for each session instead.
 */
const loadWasm = async (threads: number): Promise<LoadedOnnx> => {
  const web = await import('onnxruntime-web');
  const entry = createRequire(import.meta.url).resolve('onnxruntime-web');
  web.env.wasm.wasmPaths = `${pathToFileURL(path.dirname(entry)).href}/`;
  web.env.wasm.numThreads = threads;
  return { version: web.env.versions.web ?? '', api: web, takesEightBits: false };
};

/** The first line of why the native package does not load, without its list of importing files. */
const whyNotNative = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND') return 'onnxruntime-node is not installed';
  const message = reasonOf(error);
  return `the library of onnxruntime-node does not load (${message.split('\n', 1)[0]})`;
};

/**
 * The runtime wished for: `wish`, or for `auto` what the environment variable MUSIC_LSTM_RUNTIME says.
 * `native` throws where its library does not load; `auto` then gives WASM and says why. One WASM thread
 * suits single steps; training gains from as many as there are cores.
 */
export const loadOnnxRuntime = async (
  wish: RuntimeWish = 'auto',
  env: NodeJS.ProcessEnv = process.env,
  wasmThreads = 1,
): Promise<OnnxRuntime> => {
  const wanted = effectiveWish(wish, env);
  if (wanted === 'wasm') return { kind: 'wasm', ...(await loadWasm(wasmThreads)), reason: 'WASM was asked for' };
  try {
    return await loadNative();
  } catch (error) {
    const reason = whyNotNative(error);
    const repair = repairCommand();
    if (wanted === 'native') throw new RuntimeUnavailableError(reason, repair, { cause: error });
    return { kind: 'wasm', ...(await loadWasm(wasmThreads)), reason, repair };
  }
};
