import type { Port } from '../../protocol/live-event.js';
import type { FromInput, InputWorkerData, ToInput } from './input-messages.js';
import { WorkerThread } from '../shared/worker-thread.js';

const ENTRY = new URL('./input-entry.js', import.meta.url);

export interface InputListener {
  readonly ports: (ports: readonly Port[]) => void;
  readonly outputNames: (names: readonly string[]) => void;
  readonly died: (cause: Error) => void;
}

/** The input thread, as seen from the main thread. */
export class InputHost {
  readonly #thread: WorkerThread<ToInput, FromInput>;

  constructor(data: InputWorkerData, { ports, outputNames, died }: InputListener) {
    this.#thread = new WorkerThread(ENTRY, data);
    this.#thread.onMessage((message) => {
      if (message.kind === 'ready' || message.kind === 'ports') ports(message.ports);
      else if (message.kind === 'output-names') outputNames(message.names);
    });
    this.#thread.onDied(died);
  }

  async start(): Promise<void> {
    await this.#thread.start();
  }

  stop(): Promise<boolean> {
    return this.#thread.stop({ kind: 'stop' });
  }
}
