import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** The program as it is installed. */
export const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

/** Where a test's daemons run, and which. */
export interface DaemonFolder {
  readonly folder: string;
  readonly children: ChildProcess[];
}

/** An empty folder for each test; what was started in it ends with the test. */
export const daemonFolder = (prefix: string): DaemonFolder => {
  const place = { folder: '', children: [] as ChildProcess[] };
  beforeEach(() => {
    place.folder = mkdtempSync(path.join(tmpdir(), prefix));
    place.children = [];
  });
  afterEach(() => {
    for (const child of place.children) child.kill('SIGKILL');
    rmSync(place.folder, { recursive: true, force: true });
  });
  return place;
};

/** The environment of a user whose home is a folder, with the control socket in it. */
export const homeIn = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  MUSIC_LSTM_SOCKET: path.join(folder, 's'),
  HOME: folder,
  XDG_STATE_HOME: folder,
});
