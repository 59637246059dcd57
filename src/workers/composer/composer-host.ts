import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { DaemonError } from '../../shared/error.js';
import type {
  ComposerWorkerData,
  FromComposerWorker,
  KnownModel,
  LearnedModel,
  ToComposerWorker,
} from './composer-messages.js';
import { WorkerThread } from '../shared/worker-thread.js';

const ENTRY = new URL('./composer-entry.js', import.meta.url);

export type ComposerReady = Extract<FromComposerWorker, { kind: 'ready' }>;

/** The network that was asked for cannot be used. */
export class ComposerFailedError extends DaemonError {
  readonly code: string;

  constructor(reason: string, code: string) {
    super(reason);
    this.code = code;
  }
}

/** The composer thread, as seen from the main thread. */
export class ComposerHost {
  readonly #thread: WorkerThread<ToComposerWorker, FromComposerWorker>;

  constructor(data: ComposerWorkerData, died: (cause: Error) => void) {
    this.#thread = new WorkerThread(ENTRY, data);
    this.#thread.onDied(died);
  }

  /** Loads the first model; rejects with a DaemonError where it cannot be used. */
  async start(): Promise<ComposerReady> {
    const first = await this.#thread.start();
    if (first.kind === 'ready') return first;
    throw first.kind === 'failed' ? new ComposerFailedError(first.reason, first.code) : new Error(first.kind);
  }

  /** A port for the performance thread. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#thread.send({ kind: 'connect', port: port1 }, [port1]);
    return port2;
  }

  learned(learned: LearnedModel): void {
    this.#thread.send({ kind: 'learned', learned });
  }

  updateModels(models: readonly KnownModel[]): void {
    this.#thread.send({ kind: 'models', models });
  }

  stop(): Promise<boolean> {
    return this.#thread.stop({ kind: 'stop' });
  }
}
