import type { MessagePort } from 'node:worker_threads';
import type { PerformanceEvent } from '../../performance/performance-event.js';
import type { Source } from '../../performance/listening/source.js';
import type { PerformedCommand } from '../../performance/performed-command.js';
import type { Port } from '../../protocol/live-event.js';
import type { FromPerformance, PerformanceWorkerData, ToPerformance } from './performance-messages.js';
import { WakeSignal } from '../shared/wake-signal.js';
import { WorkerThread } from '../shared/worker-thread.js';

const ENTRY = new URL('./performance-entry.js', import.meta.url);

/** What the daemon does with the thread that plays. */
export interface PerformanceListener {
  readonly events: (events: readonly PerformanceEvent[]) => void;
  readonly died: (cause: Error) => void;
}

/** The performance thread, as seen from the main thread. */
export class PerformanceHost {
  readonly #thread: WorkerThread<ToPerformance, FromPerformance>;
  readonly #wake: WakeSignal;

  constructor(data: PerformanceWorkerData, listener: PerformanceListener) {
    this.#wake = new WakeSignal(data.wake);
    this.#thread = new WorkerThread(ENTRY, data);
    this.#thread.onMessage((message) => {
      if (message.kind === 'events') listener.events(message.events);
    });
    this.#thread.onDied(listener.died);
  }

  /** Opens the ports; gives them. */
  async start(): Promise<readonly Port[]> {
    const first = await this.#thread.start();
    return first.kind === 'ready' ? first.ports : [];
  }

  command(command: PerformedCommand, atMs: number, source: Source): void {
    this.#send({ kind: 'command', command, atMs, source });
  }

  connect(composer: MessagePort): void {
    this.#thread.send({ kind: 'composer', port: composer }, [composer]);
    this.#wake.ring();
  }

  outputNames(names: readonly string[]): void {
    this.#send({ kind: 'output-names', names });
  }

  /** Silences everything and ends; false when the thread did not answer. */
  stop(): Promise<boolean> {
    return this.#thread.stop({ kind: 'stop' }, () => this.#wake.ring());
  }

  #send(message: ToPerformance): void {
    this.#thread.send(message);
    this.#wake.ring();
  }
}
