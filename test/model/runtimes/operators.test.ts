import { beforeAll, describe, it, vi } from 'vitest';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import { lossAndGradients } from '../../../src/model/runtimes/tfjs-gradients.js';
import { tensorOf, valuesOf } from '../../../src/model/runtimes/tfjs-interpreter.js';
import { loadTfjs, type LoadedTfjs } from '../../../src/model/runtimes/tfjs-loader.js';
import { engines } from '../support/engines.js';
import { caseFeeds, caseGraph, operandNames } from '../support/gradient-check.js';
import { mergedCases } from '../support/operator-cases.js';
import { expectAgreement, expectedOf, runGraph } from '../support/rounding.js';

// Loading WASM takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.each(Object.entries(engines))('%s', (_, loadEngine) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine();
  });

  it.each(mergedCases)('computes as the definition does, forward and backward, %s', async (_name, operatorCase) => {
    const graph = caseGraph(operatorCase, true);
    const feeds = caseFeeds(operatorCase);
    const expected = await expectedOf((definitions) => runGraph(definitions, graph, feeds));
    expectAgreement(await runGraph(engine, graph, feeds), expected);
  });
});

describe('the gradients of TensorFlow.js', () => {
  let loaded: LoadedTfjs;
  beforeAll(async () => {
    loaded = await loadTfjs();
  });

  it.each(mergedCases)('by its own rules are ours, %s', async (_name, operatorCase) => {
    const { tf } = loaded;
    const feeds = caseFeeds(operatorCase);
    const ours = await expectedOf((definitions) => runGraph(definitions, caseGraph(operatorCase, true), feeds));
    tf.tidy(() => {
      const forward = caseGraph(operatorCase, false);
      const inputs = new Map(forward.inputs.map(({ name, tensor }) => [name, tensorOf(tf, feeds[name], tensor.shape)]));
      const { gradients, outputs } = lossAndGradients(tf, forward, inputs, operandNames(operatorCase));
      const slopes = [...gradients].map(([name, gradient]) => [`d.${name}`, valuesOf(gradient)] as const);
      expectAgreement({ ...outputs, ...Object.fromEntries(slopes) }, ours);
    });
  });
});
