import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { copyCheckout, probeRuntime, projectRoot, registryAnswers, shell, temporaryFolder } from './sandbox.js';

const online = await registryAnswers();
const packed = z
  .array(z.object({ filename: z.string(), size: z.number(), files: z.array(z.object({ path: z.string() })) }))
  .length(1);
const repairable = z.object({ kind: z.literal('wasm'), repair: z.string(), reason: z.string(), twice21: z.number() });

let workshop: string;
let installations: string;
let tarball: string;
let files: string[];
let bytes: number;

beforeAll(async () => {
  workshop = await temporaryFolder('pack');
  installations = await temporaryFolder('global');
  await copyCheckout(workshop);
  await symlink(path.join(projectRoot, 'node_modules'), path.join(workshop, 'node_modules'));
  await shell('npm run prepack', workshop);
  const [pack] = packed.parse(JSON.parse(await shell('npm pack --json --ignore-scripts', workshop)));
  tarball = path.join(workshop, pack.filename);
  files = pack.files.map((file) => file.path);
  bytes = pack.size;
});

afterAll(async () => {
  await rm(workshop, { recursive: true, force: true });
  await rm(installations, { recursive: true, force: true });
});

/** Installs the tarball for all users, into a folder of its own. */
const installGlobally = async (name: string, env: Readonly<Record<string, string>>) => {
  const prefix = path.join(installations, name);
  // npm 12 runs no install script that is not allowed by name.
  await shell(`npm install -g --allow-scripts=onnxruntime-node --prefix "${prefix}" "${tarball}"`, workshop, env);
  return {
    bin: path.join(prefix, 'bin/music-lstm-daemon'),
    root: path.join(prefix, 'lib/node_modules/music-lstm-daemon'),
  };
};

describe('the packed tarball', () => {
  it('holds the program, its licence and its documentation', () => {
    expect(files).toEqual(expect.arrayContaining(['dist/cli/main.js', 'package.json', 'README.md', 'LICENSE']));
  });

  it('is small, and has types of the library alone', () => {
    expect(bytes).toBeLessThan(30e6);
    expect(files).toContain('dist/types/library/client.d.ts');
    expect(files.filter((file) => file.endsWith('.d.ts') && !file.startsWith('dist/types/'))).toEqual([]);
  });

  it('holds no sources, tests, source maps or music of the user', () => {
    expect(files.filter((file) => /\.map$|(?<!\.d)\.ts$|^(src|test|bench|data|output)\//.test(file))).toEqual([]);
  });
});

describe.skipIf(!online)('a global install from the tarball (skipped where no package registry answers)', () => {
  it('computes natively at once with ONNXRUNTIME_NODE_INSTALL=skip', async () => {
    const { bin, root } = await installGlobally('skip', { ONNXRUNTIME_NODE_INSTALL: 'skip' });

    expect(await shell(`"${bin}" --version`, workshop)).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await probeRuntime(root)).toMatchObject({ kind: 'native', twice21: 42 });
  });

  it('runs on WASM where npm dropped the native package, and the line it names brings it back', async () => {
    // CUDA 11 is refused by the package's install script, which then fails as with a refused download.
    const { bin, root } = await installGlobally('dropped', { ONNXRUNTIME_NODE_INSTALL_CUDA: 'v11' });

    expect(await shell(`"${bin}" --version`, workshop)).toMatch(/^\d+\.\d+\.\d+\n$/);
    const runtime = repairable.parse(await probeRuntime(root));
    expect(runtime).toMatchObject({ reason: 'onnxruntime-node is not installed', twice21: 42 });

    await shell(runtime.repair, workshop);
    expect(await probeRuntime(root)).toMatchObject({ kind: 'native', twice21: 42 });
  });
});
