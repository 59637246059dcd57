import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN, RunningDaemon } from './running-daemon.js';

const PYTHON = '/usr/bin/python3';
const example = fileURLToPath(new URL('../../examples/watch.py', import.meta.url));
const hasWebsockets = spawnSync(PYTHON, ['-c', 'import websockets']).status === 0;

let daemon: RunningDaemon;
beforeEach(() => {
  daemon = new RunningDaemon();
});
afterEach(() => daemon.close());

const watch = async (...args: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  const url = daemon.pageUrl.replace('http', 'ws');
  const tokenFile = path.join(daemon.root, 'token');
  const words = [example, '--url', url, '--token-file', tokenFile, ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(PYTHON, words);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
};

describe.skipIf(!hasWebsockets || !existsSync(MAIN))(
  'the example client in Python (needs python3-websockets and the build)',
  () => {
    it('prints notes as they sound', async () => {
      await daemon.start();
      const { code, out } = await watch('--notes', '5', '--json');
      const notes = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly kind: string; readonly voice: string; readonly atMs: number });
      expect(code).toBe(0);
      expect(notes.map(({ kind, voice }) => `${voice} ${kind}`)).toEqual(Array(5).fill('daemon note-on'));
      const times = notes.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    it('steers, and is told when that is not possible', async () => {
      await daemon.start();
      const good = await watch('{"kind": "set", "controls": {"mode": "duet"}}');
      expect([good.code, JSON.parse(good.out)]).toEqual([0, { id: 1, ok: true }]);
      await daemon.until(({ controls }) => controls.mode === 'duet', 'the mode is duet');
      const bad = await watch('{"kind": "set", "controls": {"mode": "solitude"}}');
      expect(bad.code).toBe(1);
      expect(JSON.parse(bad.out)).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
    });

    it('is not let in with a wrong token', async () => {
      await daemon.start();
      const other = path.join(daemon.root, 'other');
      await writeFile(other, 'x'.repeat(43));
      const { code, err } = await watch('--token-file', other);
      expect(code).toBe(1);
      expect(err).toMatch(/^error: .*401/m);
    });
  },
);
