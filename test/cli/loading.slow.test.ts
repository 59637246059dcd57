import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loading-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The part of V8's coverage that is looked at: it lists every script that was loaded. */
interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** Which packages a command line loads, whether it imports them at once or later on. */
const packagesOf = (line: string): readonly string[] => {
  const env = {
    ...process.env,
    NODE_V8_COVERAGE: folder,
    MUSIC_LSTM_SOCKET: path.join(folder, 'none.sock'),
    MUSIC_LSTM_CONFIG: path.join(folder, 'none.json'),
  };
  spawnSync(process.execPath, [main, ...line.split(' ')], { env });
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const scripts = files.flatMap((name) => {
    const { result } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Coverage;
    return result.map(({ url }) => url);
  });
  expect(scripts.some((url) => url.endsWith('/dist/cli/main.js'))).toBe(true);
  const names = scripts.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return [...new Set(names)].sort();
};

describe('what a command line loads (needs the build)', () => {
  it.each(['--version', '--help', 'start --help', 'evaluate --help', 'plya', 'train --unit 3', 'tap --help'])(
    '%s: what reads command lines',
    (line) => {
      expect(packagesOf(line)).toEqual(['commander']);
    },
  );

  it.each(['tap', 'set tempo=90', 'stop', 'keep 60s', 'midi-learn tempo'])('%s: and what checks messages', (line) => {
    expect(packagesOf(line)).toEqual(['commander', 'zod']);
  });

  it.each(['status', 'models --names', 'config get web.port'])('%s: and where the user has his files', (line) => {
    expect(packagesOf(line)).toEqual(['commander', 'env-paths', 'is-safe-filename', 'zod']);
  });
});
