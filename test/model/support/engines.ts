import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import { tfjsEngine } from '../../../src/model/runtimes/tfjs-engine.js';
import { loadTfjs } from '../../../src/model/runtimes/tfjs-loader.js';

const onnx = async (kind: 'native' | 'wasm'): Promise<Engine> =>
  onnxEngine((await loadOnnxRuntime(kind)).api, `onnxruntime ${kind}`, 1);

const tfjs = async (): Promise<Engine> => {
  const { tf, name } = await loadTfjs();
  return tfjsEngine(tf, name);
};

/** Every engine there is, by the word a test's name shows. */
export const engines = {
  'native ONNX Runtime': () => onnx('native'),
  'WASM ONNX Runtime': () => onnx('wasm'),
  'TensorFlow.js': tfjs,
} satisfies Record<string, () => Promise<Engine>>;
