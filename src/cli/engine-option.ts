import { Option } from 'commander';

const ENGINES = ['auto', 'native', 'wasm', 'tfjs'] as const;

/** What `--engine` may be. */
export type EngineWish = (typeof ENGINES)[number];

/** The option `--engine`, the same for every command that computes. */
export const engineOption = (): Option =>
  new Option('--engine <engine>', 'what computes: ONNX Runtime (native, or wasm), or TensorFlow.js')
    .choices(ENGINES)
    .default('auto');
