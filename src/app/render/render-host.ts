import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ChildProcess, endError, LOWEST_PRIORITY } from '../../workers/shared/child-process.js';
import { renderResultSchema, type RenderOrder, type RenderResult } from './render-messages.js';

const ENTRY = new URL('./render-entry.js', import.meta.url);

/** Renders in a process of its own, which yields to those that play. */
const runRender = (order: RenderOrder): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = new ChildProcess<never, RenderResult>(
      { entry: ENTRY, messages: renderResultSchema, args: [JSON.stringify(order)], priority: LOWEST_PRIORITY },
      {
        message: (result) => (result.kind === 'done' ? resolve() : reject(new Error(result.reason))),
        ended: (end) => reject(endError(end)),
      },
    );
    child.start();
  });

/** The sound of a .mid file: WAV. Rejects with what to tell the user. */
export const renderInProcess = async (file: string): Promise<Uint8Array> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'music-lstm-render-'));
  try {
    const output = path.join(folder, 'sound.wav');
    await runRender({ file, output });
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
