import { describe, expect, it } from 'vitest';
import { onnxBytes } from '../../../src/model/onnx/onnx-proto.js';
import { loadOnnxRuntime, RUNTIME_VARIABLE, type OnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import { repairCommand } from '../../../src/model/runtimes/runtime-unavailable.js';

/** y = x + (1, 2, 3) */
const additionModel = onnxBytes({
  opset: 17,
  nodes: [{ type: 'Add', inputs: ['x', 'steps'], outputs: ['y'] }],
  initializers: [{ name: 'steps', shape: [3], values: Float32Array.of(1, 2, 3) }],
  inputs: [{ name: 'x', dtype: 'float', shape: [3] }],
  outputs: [{ name: 'y', dtype: 'float', shape: [3] }],
});

const add = async ({ api }: OnnxRuntime, x: Float32Array) => {
  const session = await api.InferenceSession.create(additionModel);
  const { y } = await session.run({ x: new api.Tensor('float32', x, [3]) });
  await session.release();
  return y.data;
};

const nativeLoads = (await loadOnnxRuntime('auto', {})).kind === 'native';

describe('loading ONNX Runtime', () => {
  it.skipIf(!nativeLoads)('computes with the native library (skipped where it does not load)', async () => {
    const runtime = await loadOnnxRuntime('auto', {});

    expect(runtime).toMatchObject({ kind: 'native', version: expect.stringMatching(/^1\./) as string });
    expect(await add(runtime, Float32Array.of(10, 20, 30))).toEqual(Float32Array.of(11, 22, 33));
  });

  it('computes the same with WASM, and says that it was asked for', async () => {
    const runtime = await loadOnnxRuntime('wasm', {});

    expect(runtime).toMatchObject({ kind: 'wasm', reason: 'WASM was asked for' });
    expect(await add(runtime, Float32Array.of(10, 20, 30))).toEqual(Float32Array.of(11, 22, 33));
  });

  it('lets the environment choose where the caller leaves it open', async () => {
    expect((await loadOnnxRuntime('auto', { [RUNTIME_VARIABLE]: 'wasm' })).kind).toBe('wasm');
  });

  it.skipIf(!nativeLoads)('prefers a named runtime to the environment', async () => {
    expect((await loadOnnxRuntime('native', { [RUNTIME_VARIABLE]: 'wasm' })).kind).toBe('native');
  });

  it('refuses a word that names no runtime, as wrong usage', async () => {
    await expect(loadOnnxRuntime('auto', { [RUNTIME_VARIABLE]: 'gpu' })).rejects.toMatchObject({
      code: 'RUNTIME_UNKNOWN',
      exitCode: 2,
      message: 'MUSIC_LSTM_RUNTIME="gpu" names no runtime. Set it to one of: auto, native, wasm.',
    });
  });
});

describe('the repair command', () => {
  it('reinstalls the whole checkout, tools included', () => {
    expect(repairCommand('/home/clara/music-lstm-daemon/')).toBe(
      'npm ci --prefix "/home/clara/music-lstm-daemon" --ignore-scripts',
    );
  });

  it('adds only what runs the program where it was installed as a package', () => {
    expect(repairCommand('/usr/lib/node_modules/music-lstm-daemon/')).toBe(
      'npm install --prefix "/usr/lib/node_modules/music-lstm-daemon" --no-save --omit=dev --ignore-scripts',
    );
  });
});
