import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCheckout, probeRuntime, registryAnswers, shell, temporaryFolder } from './sandbox.js';

const online = await registryAnswers();

describe.skipIf(!online)('npm ci in a fresh checkout (skipped where no package registry answers)', () => {
  let checkout: string;

  beforeAll(async () => {
    checkout = await temporaryFolder('checkout');
    await copyCheckout(checkout);
    await shell('npm ci && npm run build', checkout);
  });

  afterAll(() => rm(checkout, { recursive: true, force: true }));

  it('leaves the native runtime working', async () => {
    expect(await probeRuntime(checkout)).toMatchObject({ kind: 'native', twice21: 42 });
  });

  it('builds and computes with WASM where the native package is missing, and names the repair', async () => {
    await rm(path.join(checkout, 'node_modules/onnxruntime-node'), { recursive: true });
    await shell('npm run build', checkout);

    expect(await probeRuntime(checkout)).toMatchObject({
      kind: 'wasm',
      twice21: 42,
      reason: 'onnxruntime-node is not installed',
      repair: `npm ci --prefix "${checkout}" --ignore-scripts`,
    });
  });
});
