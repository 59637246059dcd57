import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../src/app/slim/unused-parts.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['onnxruntime-node', 'onnxruntime-web'];

let folder: string;
const modules = (...names: readonly string[]): string => path.join(folder, 'node_modules', ...names);

const linkOrCopy = (from: string, to: string): void => {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // on another disk
  }
};

/** A copy whose files can be removed without harm to the original. */
const linkTree = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) linkOrCopy(source, target);
  }
};

/** As npm lays it out: the program, copies of the real runtimes, and links to all other packages. */
const install = (): void => {
  const packages = path.join(project, 'node_modules');
  mkdirSync(modules('music-lstm-daemon'), { recursive: true });
  for (const name of readdirSync(packages)) {
    if (name.startsWith('.') || COPIED.includes(name)) continue;
    symlinkSync(path.join(packages, name), modules(name));
  }
  for (const name of COPIED) linkTree(path.join(packages, name), modules(name));
  const skip = path.join(project, 'dist/.build');
  cpSync(path.join(project, 'dist'), modules('music-lstm-daemon/dist'), {
    recursive: true,
    filter: (source) => source !== skip,
  });
  cpSync(path.join(project, 'config'), modules('music-lstm-daemon/config'), { recursive: true });
  copyFileSync(path.join(project, 'package.json'), modules('music-lstm-daemon/package.json'));
};

const node = async (file: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv; uid?: number } = {}) => {
  const env = { ...process.env, HOME: folder, ...options.env };
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { ...options, env, cwd: folder });
  return stdout;
};

const slim = (uid?: number): Promise<string> =>
  node(modules('music-lstm-daemon/dist/cli/main.js'), ['slim'], uid === undefined ? {} : { uid });

const probe = async (runtime: string): Promise<unknown> => {
  const file = path.join(project, 'test/install/runtime-probe.js');
  return JSON.parse(await node(file, [modules('music-lstm-daemon')], { env: { MUSIC_LSTM_RUNTIME: runtime } }));
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slim-'));
  chmodSync(folder, 0o755);
  install();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Somebody who did not install the program: another user where we are root, else ourselves without the right. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

describe('slim on a copy of the real packages (needs the build)', () => {
  it('refuses with one line, and removes nothing, where the installation cannot be written', async () => {
    const before = bytesOf(modules('onnxruntime-node'));
    const closed = modules('onnxruntime-node/bin/napi-v6/darwin');
    if (!isRoot) chmodSync(closed, 0o555);
    await expect(slim(isRoot ? NOBODY : undefined)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^error: Cannot remove "[^\n]*": permission denied\. Run slim as[^\n]*\n$/,
      ) as string,
    });
    if (!isRoot) chmodSync(closed, 0o755);
    expect(bytesOf(modules('onnxruntime-node'))).toBe(before);
  });

  it('frees most of what the runtimes take, and both still compute', async () => {
    const before = bytesOf(modules('onnxruntime-node')) + bytesOf(modules('onnxruntime-web'));
    const told = await slim();
    const after = bytesOf(modules('onnxruntime-node')) + bytesOf(modules('onnxruntime-web'));
    expect(told).toMatch(/^(?:removed onnxruntime-(?:node|web), [^\n]*: [\d.]+ MB\n)+[\d.]+ MB freed\.\n$/);
    expect(told).toContain(`${((before - after) / 1e6).toFixed(1)} MB freed.`);
    expect(after).toBeLessThan(100e6);
    expect(await probe('native')).toMatchObject({ kind: 'native', twice21: 42 });
    expect(await probe('wasm')).toMatchObject({ kind: 'wasm', twice21: 42 });
    expect(await slim()).toMatch(/^Nothing to remove/);
  });

  it('leaves the originals alone', () => {
    expect(statSync(path.join(project, 'node_modules/onnxruntime-node/bin/napi-v6/darwin')).isDirectory()).toBe(true);
  });
});
