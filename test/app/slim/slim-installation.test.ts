import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slimInstallation } from '../../../src/app/slim/slim-installation.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const here = { platform: 'linux', arch: 'x64' };
const place = (...names: readonly string[]): string => path.join(folder, 'node_modules', ...names);
const root = (): string => place('music-lstm-daemon');

const put = (file: string, content = 'x'.repeat(100)): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
};

const install = (name: string, files: readonly string[], wants: readonly string[] = [], modules = place()): void => {
  const dependencies = Object.fromEntries(wants.map((wanted) => [wanted, '1']));
  put(path.join(modules, name, 'package.json'), JSON.stringify({ name, dependencies }));
  for (const file of files) put(path.join(modules, name, file));
};

const LIBRARIES = ['linux/x64', 'linux/arm64', 'darwin/arm64', 'win32/x64'].map((one) => `bin/napi-v6/${one}/a.node`);
const FOR_NODE = ['ort.node.min.mjs', 'ort.node.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
const BUILDS = [...FOR_NODE, 'ort.all.js', 'ort-wasm-simd-threaded.jsep.wasm'].map((name) => `dist/${name}`);

const installAll = (modules = place()): void => {
  install('music-lstm-daemon', ['dist/cli/main.js'], ['onnxruntime-node', 'onnxruntime-web']);
  install('onnxruntime-node', LIBRARIES, [], modules);
  install('onnxruntime-web', BUILDS, [], modules);
};

describe('slim', () => {
  it.each([
    ['beside the program', () => place()],
    ['inside it', () => place('music-lstm-daemon', 'node_modules')],
  ])('removes the libraries of other platforms and the builds for browsers, installed %s', (_where, modules) => {
    installAll(modules());
    const { removed, bytes } = slimInstallation(root(), here);
    expect(removed).toEqual([
      { package: 'onnxruntime-node', what: 'darwin arm64', bytes: 100 },
      { package: 'onnxruntime-node', what: 'linux arm64', bytes: 100 },
      { package: 'onnxruntime-node', what: 'win32 x64', bytes: 100 },
      { package: 'onnxruntime-web', what: '2 files for browsers', bytes: 200 },
    ]);
    expect(bytes).toBe(500);
    const left = (name: string, file: string): boolean => existsSync(path.join(modules(), name, file));
    expect(LIBRARIES.filter((file) => left('onnxruntime-node', file))).toEqual(['bin/napi-v6/linux/x64/a.node']);
    expect(BUILDS.filter((file) => left('onnxruntime-web', file))).toEqual(FOR_NODE.map((name) => `dist/${name}`));
  });

  it('finds nothing the second time', () => {
    installAll();
    slimInstallation(root(), here);
    expect(slimInstallation(root(), here)).toMatchObject({ removed: [], bytes: 0 });
  });

  it('leaves what another package, or the project itself, uses', () => {
    installAll();
    install('vision', [], ['onnxruntime-web']);
    expect(slimInstallation(root(), here).removed.map((part) => part.package)).not.toContain('onnxruntime-web');
    rmSync(place('vision'), { recursive: true });
    put(path.join(folder, 'package.json'), JSON.stringify({ name: 'app', dependencies: { 'onnxruntime-web': '1' } }));
    expect(slimInstallation(root(), here)).toMatchObject({ removed: [] });
  });

  it('leaves a version of onnxruntime-web whose files it does not know', () => {
    installAll();
    rmSync(place('onnxruntime-web/dist/ort.node.min.mjs'));
    expect(slimInstallation(root(), here).removed.map((part) => part.package)).not.toContain('onnxruntime-web');
  });

  it('removes TensorFlow.js where its native part is missing, and only there', () => {
    installAll();
    slimInstallation(root(), here);
    install('@tensorflow/tfjs-node', ['dist/index.js', 'lib/napi-v8/tfjs_binding.node'], ['@tensorflow/tfjs']);
    install('@tensorflow/tfjs', ['dist/tf.js']);
    expect(slimInstallation(root(), here).removed).toEqual([]);
    rmSync(place('@tensorflow/tfjs-node/lib'), { recursive: true });
    expect(
      slimInstallation(root(), here)
        .removed.map((part) => part.package)
        .sort(),
    ).toEqual(['@tensorflow/tfjs', '@tensorflow/tfjs-node']);
    expect(existsSync(place('@tensorflow/tfjs'))).toBe(false);
  });

  it('refuses a checkout', () => {
    expect(() => slimInstallation(path.join(folder, 'clone'), here)).toThrow(/slim is for an installed package/);
  });
});
