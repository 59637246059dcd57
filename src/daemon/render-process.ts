import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOWEST_PRIORITY } from '../workers/shared/child-process.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));

/** What it prints is short. */
const MOST_OUTPUT_BYTES = 1024 * 1024;

/** Lets `render` run in a process of its own, which yields to those that play. */
const runRender = (file: string, output: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [MAIN, 'render', file, '--output', output],
      { maxBuffer: MOST_OUTPUT_BYTES },
      (error, _stdout, stderr) => {
        if (error) reject(new Error(stderr.trim().split('\n').at(-1) ?? error.message));
        else resolve();
      },
    );
    if (child.pid !== undefined) setPriority(child.pid, LOWEST_PRIORITY);
  });

/** The sound of a .mid file: WAV. */
export const renderInProcess = async (file: string): Promise<Uint8Array> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'music-lstm-render-'));
  try {
    const output = path.join(folder, 'sound.wav');
    await runRender(file, output);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
