import { describe, expect, it } from 'vitest';
import { WorkerThread } from '../../../src/workers/shared/worker-thread.js';

interface Message {
  readonly kind: string;
}

/** A thread that runs this text. */
const thread = (text: string): WorkerThread<Message, Message> =>
  new WorkerThread(
    new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${text}`)}`),
    {},
  );

const death = (of: WorkerThread<Message, Message>): Promise<Error> => new Promise((resolve) => of.onDied(resolve));

describe('a worker thread', () => {
  it('is ready when it says so, and ends when it is told to', async () => {
    const worker = thread(
      `parentPort.postMessage({ kind: 'ready' }); parentPort.on('message', () => parentPort.close());`,
    );
    let died = false;
    worker.onDied(() => (died = true));
    expect(await worker.start()).toEqual({ kind: 'ready' });
    expect(await worker.stop({ kind: 'stop' })).toBe(true);
    expect(died).toBe(false);
  });

  it('is known to have died, once, with its reason', async () => {
    const worker = thread(
      `parentPort.postMessage({ kind: 'ready' }); parentPort.on('message', () => { throw new Error('broken string'); });`,
    );
    const dead = death(worker);
    await worker.start();
    worker.send({ kind: 'play' });
    expect((await dead).message).toBe('broken string');
    expect(await worker.stop({ kind: 'stop' })).toBe(true);
  });

  it('that cannot begin says why, and has not died', async () => {
    const worker = thread(`parentPort.postMessage({ kind: 'failed' }); parentPort.close();`);
    let died = false;
    worker.onDied(() => (died = true));
    expect(await worker.start()).toEqual({ kind: 'failed' });
    await worker.stop({ kind: 'stop' });
    expect(died).toBe(false);
  });

  it('that breaks before it is ready rejects its start', async () => {
    await expect(thread(`throw new Error('no strings');`).start()).rejects.toThrow('no strings');
  });

  it('that does not answer is given up', async () => {
    const worker = thread(
      `parentPort.postMessage({ kind: 'ready' }); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);`,
    );
    await worker.start();
    expect(await worker.stop({ kind: 'stop' })).toBe(false);
  });
});
