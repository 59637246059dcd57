import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A folder in which only what is installed there is found: Node looks for packages in all folders above, too. */
export const temporaryFolder = async (name: string): Promise<string> => {
  const above = createRequire(path.join(tmpdir(), 'anyone.js')).resolve.paths('onnxruntime-node') ?? [];
  const stray = above.find((folder) => existsSync(path.join(folder, 'onnxruntime-node')));
  if (stray !== undefined) throw new Error(`${stray} would be found by what is tested here; set TMPDIR elsewhere`);
  return mkdtemp(path.join(tmpdir(), `music-lstm-${name}-`));
};

/**
 * The environment of a shell outside this project. npm hands its settings, this project's .npmrc among them,
 * to what it starts; inherited, they would make a global install look better than it is.
 */
const strangersEnvironment = (extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|onnxruntime_|node_env$)/i.test(name))),
  ...extra,
});

/** Runs a shell command as a user would type it, and gives what it printed on stdout. */
export const shell = async (command: string, cwd: string, env: Readonly<Record<string, string>> = {}) => {
  const { stdout } = await run('sh', ['-c', command], { cwd, env: strangersEnvironment(env), maxBuffer: 1 << 26 });
  return stdout;
};

/** What a fresh clone has of the things that npm reads and builds. */
export const copyCheckout = async (folder: string): Promise<void> => {
  const parts = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'tsconfig.json',
    'tsconfig.build.json',
    'src',
    'web',
    'scripts',
  ];
  const shipped = ['models', 'config', 'README.md', 'LICENSE', 'CHANGELOG.md'];
  for (const part of [...parts, ...shipped]) {
    await cp(path.join(projectRoot, part), path.join(folder, part), { recursive: true });
  }
};

/** Which runtime the package in `root` loads, and what it computes with it. */
export const probeRuntime = async (root: string): Promise<unknown> => {
  const probe = path.join(projectRoot, 'test/install/runtime-probe.js');
  return JSON.parse(await shell(`"${process.execPath}" "${probe}" "${root}"`, root));
};

/** Whether packages can be fetched at all. */
export const registryAnswers = async (): Promise<boolean> => {
  try {
    await shell('npm view onnxruntime-common version --fetch-retries=0 --fetch-timeout=20000', projectRoot);
    return true;
  } catch {
    return false;
  }
};
