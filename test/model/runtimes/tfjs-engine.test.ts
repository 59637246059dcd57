import { beforeAll, describe, expect, it, vi } from 'vitest';
import { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import { tfjsEngine } from '../../../src/model/runtimes/tfjs-engine.js';
import { loadTfjs } from '../../../src/model/runtimes/tfjs-loader.js';
import type { Tfjs } from '../../../src/model/runtimes/tfjs-operators.js';
import { tinyNetwork } from '../support/tiny-network.js';
import { trainSteps } from '../support/training-steps.js';

// Loading TensorFlow.js takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const doubling = (b = new GraphBuilder()) => {
  const x = b.input('x', 'float', [2]);
  const w = b.input('w', 'float', [2]);
  b.output('y', b.mul(x, w));
  b.output('same', x);
  return b.build();
};

describe('the TensorFlow.js engine', () => {
  let tf: Tfjs;
  let engine: Engine;
  beforeAll(async () => {
    const loaded = await loadTfjs();
    tf = loaded.tf;
    engine = tfjsEngine(tf, loaded.name);
  });

  it('keeps no tensor from run to run, and none after close', async () => {
    const before = tf.memory().numTensors;
    const program = await engine.load(doubling(), new Map([['w', Float32Array.of(2, 2)]]));
    expect(tf.memory().numTensors).toBe(before + 1);
    for (let i = 0; i < 3; i++) await program.run({ x: Float32Array.of(i, 1) });
    expect(tf.memory().numTensors).toBe(before + 1);
    await program.close();
    await program.close();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps no tensor of training', async () => {
    const before = tf.memory().numTensors;
    await trainSteps(engine, tinyNetwork, { steps: 2, batch: 2 }, 3);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('writes where it is told and lends nobody its memory', async () => {
    const w = Float32Array.of(2, 2);
    const program = await engine.load(doubling(), new Map([['w', w]]));
    w.fill(100);
    const x = Float32Array.of(3, 4);
    const y = new Float32Array(2);
    const results = await program.run({ x }, { y });
    x.fill(0);
    expect(results.y).toBe(y);
    expect([...y]).toEqual([6, 8]);
    expect([...results.same]).toEqual([3, 4]);
    await program.close();
  });

  it('names an input that is not fed', async () => {
    const program = await engine.load(doubling());
    await expect(program.run({ x: Float32Array.of(1, 2) })).rejects.toThrow('graph input w is not fed');
  });
});
