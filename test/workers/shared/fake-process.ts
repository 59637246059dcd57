import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Fork } from '../../../src/workers/shared/child-process.js';

/** A process that only notes what it is told; it ends when `close` is emitted. */
export class FakeProcess extends EventEmitter {
  readonly pid = undefined;
  readonly stderr = new PassThrough();
  readonly channel = { unref: (): void => undefined };
  readonly signals: string[] = [];
  readonly sent: object[] = [];
  connected = true;

  send(message: object, sent: () => void): void {
    this.sent.push(message);
    sent();
  }

  disconnect(): void {
    this.connected = false;
  }

  kill(signal: string): void {
    this.signals.push(signal);
  }

  unref(): void {
    // nothing waits for it
  }
}

/** A `fork` whose processes are all fakes, in order. */
export const fakeFork = (): { readonly fork: Fork; readonly processes: FakeProcess[] } => {
  const processes: FakeProcess[] = [];
  const fork: Fork = () => {
    const made = new FakeProcess();
    processes.push(made);
    return made as unknown as ChildProcess;
  };
  return { fork, processes };
};
