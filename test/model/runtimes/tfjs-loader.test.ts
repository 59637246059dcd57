import util from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { loadTfjs } from '../../../src/model/runtimes/tfjs-loader.js';

// Loading TensorFlow.js takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('loading TensorFlow.js', () => {
  const missing = (): never => {
    throw Object.assign(new Error("Cannot find module '@tensorflow/tfjs-node'\nRequire stack: …"), {
      code: 'MODULE_NOT_FOUND',
    });
  };
  const broken = (): never => {
    throw new Error('libtensorflow.so.2: cannot open shared object file\nmore');
  };

  // First in this file: the greeting comes with the first tensor of a process.
  it('prints nothing on the terminal', async () => {
    const spies = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
    const { tf } = await loadTfjs(missing);
    tf.tidy(() => tf.add(tf.tensor([1, 2]), 1).dataSync());
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('takes plain tfjs, and says why, where the native package is missing or broken', async () => {
    expect(await loadTfjs(missing)).toMatchObject({
      kind: 'javascript',
      reason: '@tensorflow/tfjs-node is not installed',
    });
    expect((await loadTfjs(broken)).reason).toBe(
      '@tensorflow/tfjs-node does not load: libtensorflow.so.2: cannot open shared object file',
    );
    expect((await loadTfjs(() => ({}))).kind).toBe('javascript');
  });

  it('gives tfjs-node the functions that Node 24 took from util', async () => {
    const { tf } = await loadTfjs(missing);
    Reflect.deleteProperty(util, 'isNullOrUndefined');
    expect((await loadTfjs(() => tf)).kind).toBe('native');
    expect(util).toMatchObject({ isArray: Array.isArray });
    expect(util).toHaveProperty('isNullOrUndefined', expect.any(Function));
  });
});
