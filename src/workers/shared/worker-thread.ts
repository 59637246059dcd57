import { Worker, type Transferable, type WorkerOptions } from 'node:worker_threads';
import { disableTelemetry } from '../../model/runtimes/telemetry.js';

/** A thread that has not answered `stop` by then is given up. */
const STOP_MS = 3000;

/** What every thread can be told. */
interface Stoppable {
  readonly kind: string;
}

/**
 * The main thread's end of one worker thread: it says `ready` when it can work and `stopped` when it has ended in
 * good order. One that runs a network is never terminated, which would take the whole process down.
 */
export class WorkerThread<ToWorker extends Stoppable, FromWorker extends Stoppable> {
  readonly #entry: URL;
  readonly #data: object;
  readonly #limits: WorkerOptions['resourceLimits'];
  #worker: Worker | undefined;
  #listeners: readonly ((message: FromWorker) => void)[] = [];
  #died: (cause: Error) => void = () => undefined;
  #isStopping = false;

  /** `entry` is the thread's file; `data` is cloned for it. A thread that needs more than its limits dies. */
  constructor(entry: URL, data: object, limits?: WorkerOptions['resourceLimits']) {
    this.#entry = entry;
    this.#data = data;
    this.#limits = limits;
  }

  /** Hears every message; listeners come before `start`. */
  onMessage(listener: (message: FromWorker) => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  /** Called when the thread ends without having been told to. */
  onDied(listener: (cause: Error) => void): void {
    this.#died = listener;
  }

  /** Starts the thread; gives its `ready`, or its `failed`, after which it ends by itself. */
  async start(): Promise<FromWorker> {
    disableTelemetry();
    const worker = new Worker(this.#entry, {
      workerData: this.#data,
      ...(this.#limits ? { resourceLimits: this.#limits } : {}),
    });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'failed') this.#isStopping = true;
        if (message.kind === 'ready' || message.kind === 'failed') resolve(message);
      });
      worker.on('message', (message: FromWorker) => {
        for (const listener of this.#listeners) listener(message);
      });
      worker.once('error', (error) => {
        reject(error);
        this.#end(error);
      });
      worker.once('exit', (code) => {
        const error = new Error(`the thread ended with code ${code}`);
        reject(error);
        this.#end(error);
      });
    });
  }

  send(message: ToWorker, transfer: readonly Transferable[] = []): void {
    this.#worker?.postMessage(message, [...transfer]);
  }

  /** Asks the thread to end and waits for it; true when it has, false when it did not answer in time. */
  async stop(stopMessage: ToWorker, wake: () => void = () => undefined): Promise<boolean> {
    const worker = this.#worker;
    this.#isStopping = true;
    if (!worker) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), STOP_MS);
      worker.once('exit', () => {
        clearTimeout(timer);
        resolve(true);
      });
      worker.postMessage(stopMessage);
      wake();
    });
  }

  /** Ends it at once, whatever it is about: for threads that run nothing but JavaScript. */
  async terminate(): Promise<void> {
    this.#isStopping = true;
    await this.#worker?.terminate();
  }

  #end(cause: Error): void {
    if (this.#worker === undefined) return;
    this.#worker = undefined;
    if (!this.#isStopping) this.#died(cause);
  }
}
