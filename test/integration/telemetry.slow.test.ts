import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const hasStrace = spawnSync('strace', ['-V']).status === 0;

const folder = mkdtempSync(path.join(tmpdir(), 'telemetry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Plays for ten seconds as in a fresh home, perhaps watched; what the runtime would do takes it two. */
const play = (...watcher: readonly string[]): void => {
  mkdirSync(path.join(folder, 'home'), { recursive: true });
  const { ORT_DISABLE_TELEMETRY: _own, XDG_CACHE_HOME: _cache, ...env } = process.env;
  const start = ['start', '--no-web', '--no-record', '--socket', path.join(folder, 's')];
  const [program, ...args] = [...watcher, process.execPath, main, ...start];
  const options = { encoding: 'utf8', timeout: 10_000, killSignal: 'SIGINT', cwd: folder } as const;
  const { stdout } = spawnSync(program, args, { ...options, env: { ...env, HOME: path.join(folder, 'home') } });
  expect(stdout).toContain('control:');
};

describe('a daemon that plays', () => {
  it('leaves no usage events in the home', () => {
    play();
    const cache = path.join(folder, 'home', '.cache');
    const left = existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: 'utf8' }) : [];
    expect(left.filter((name) => /microsoft|onnx/i.test(name))).toEqual([]);
  });

  it.skipIf(!hasStrace)('asks nobody on the network (skipped where there is no strace)', () => {
    const trace = path.join(folder, 'trace');
    // with -o alone strace ignores SIGINT, and would never end
    play('strace', '-I', '2', '-f', '-e', 'trace=network', '-o', trace);
    const internet = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => /AF_INET6?/.test(line) && /connect|sendto/.test(line));
    expect(internet).toEqual([]);
  });
});
