import { Option } from 'commander';
import { ENGINES } from '../app/common-options.js';

/** The option `--engine`, the same for every command that computes. */
export const engineOption = (): Option =>
  new Option('--engine <engine>', 'what computes: ONNX Runtime (native, or wasm), or TensorFlow.js')
    .choices(ENGINES)
    .default('auto');
