import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import { lossAndGradients } from '../../../src/model/runtimes/tfjs-gradients.js';
import { tensorOf, valuesOf } from '../../../src/model/runtimes/tfjs-interpreter.js';
import { loadTfjs, type LoadedTfjs } from '../../../src/model/runtimes/tfjs-loader.js';
import { engines } from '../support/engines.js';
import { evaluate64 } from '../support/float64-evaluator.js';
import { caseFeeds, caseGraph, operandNames, worstError } from '../support/gradient-check.js';
import { mergedCases } from '../support/operator-cases.js';

// Loading WASM takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Relative (absolute below 1): a few roundings of 32-bit floats. */
const TOLERANCE = 2e-6;

describe.each(Object.entries(engines))('%s', (_, loadEngine) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine();
  });

  it.each(mergedCases)('computes as the definition does, forward and backward, %s', async (_name, operatorCase) => {
    const graph = caseGraph(operatorCase, true);
    const feeds = caseFeeds(operatorCase);
    const program = await engine.load(graph);
    const results = await program.run(feeds);
    await program.close();
    for (const [name, expected] of Object.entries(evaluate64(graph, feeds))) {
      expect(worstError(results[name], expected), name).toBeLessThan(TOLERANCE);
    }
  });
});

describe('the gradients of TensorFlow.js', () => {
  let loaded: LoadedTfjs;
  beforeAll(async () => {
    loaded = await loadTfjs();
  });

  it.each(mergedCases)('by its own rules are ours, %s', (_name, operatorCase) => {
    const { tf } = loaded;
    const feeds = caseFeeds(operatorCase);
    const ours = evaluate64(caseGraph(operatorCase, true), feeds);
    tf.tidy(() => {
      const forward = caseGraph(operatorCase, false);
      const inputs = new Map(forward.inputs.map(({ name, tensor }) => [name, tensorOf(tf, feeds[name], tensor.shape)]));
      const { gradients } = lossAndGradients(tf, forward, inputs, operandNames(operatorCase));
      for (const [name, gradient] of gradients) {
        expect(worstError(valuesOf(gradient), ours[`d.${name}`])).toBeLessThan(TOLERANCE);
      }
    });
  });
});
