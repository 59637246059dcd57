import { readFile } from 'node:fs/promises';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { beginningOf } from '../composer/live/beginning.js';
import { LiveComposer } from '../composer/live/live-composer.js';
import { openLiveModel, type OpenedModel } from '../composer/live/open-live-model.js';
import { EXCERPT_KEY, PrimeFileError, primeOf } from '../composer/seed-excerpt.js';
import { ModelNotFoundError } from '../model/checkpoint/model-store-errors.js';
import { openModel } from '../model/checkpoint/model-store.js';
import { onnxEngine } from '../model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../model/runtimes/onnx-loader.js';
import type { Engine } from '../model/runtimes/engine.js';
import { derivedRandom } from '../model/sampling/random-source.js';
import type { ComposerAnswer, ComposerRequest } from '../performance/composer.js';
import { DaemonError } from '../shared/error.js';
import type { ComposerWorkerData, FromComposerWorker, ToComposerWorker } from './composer-messages.js';
import { WakeSignal } from './wake-signal.js';

/** Thread entry: one network that composes ahead of the beat. */

const loadEngine = async (wish: ComposerWorkerData['runtime']): Promise<Engine> => {
  const runtime = await loadOnnxRuntime(wish, process.env, 1);
  const name = runtime.kind === 'native' ? 'onnxruntime-node' : 'onnxruntime-web (WASM)';
  return onnxEngine(runtime.api, `${name} ${runtime.version}`, 1);
};

class ComposerThread {
  readonly #data: ComposerWorkerData;
  readonly #tell: (message: FromComposerWorker) => void;
  readonly #wake: WakeSignal;
  readonly #opened = new Map<string, OpenedModel>();
  #models: ComposerWorkerData['models'];
  #performance: MessagePort | undefined;
  #composer: LiveComposer | undefined;

  constructor(data: ComposerWorkerData, tell: (message: FromComposerWorker) => void) {
    this.#data = data;
    this.#tell = tell;
    this.#models = data.models;
    this.#wake = new WakeSignal(data.wake);
  }

  async start(): Promise<void> {
    const { seed, composer: name, prime, runtime } = this.#data;
    const engine = await loadEngine(runtime);
    this.#composer = new LiveComposer({
      seed,
      load: (wanted) => this.#load(wanted, engine),
      clock: monotonicClock,
      answer: (answer) => this.#answer(answer),
    });
    const music = prime === null ? undefined : primeOf(await this.#read(prime), prime, undefined);
    const beginning = await this.#composer.begin(name, music && beginningOf(music.sequence));
    const { numerator, denominator } = beginning.metre;
    const { bpm, source } = music ?? this.#opened.get(name) ?? { bpm: 100, source: '' };
    this.#tell({ kind: 'ready', engine: engine.name, bpm, numerator, denominator, source });
  }

  receive(message: ToComposerWorker): void {
    switch (message.kind) {
      case 'connect':
        this.#connect(message.port);
        return;
      case 'models':
        this.#models = message.models;
        for (const { name } of message.models) void this.#composer?.forget(name);
        return;
      case 'stop':
        void this.#stop();
    }
  }

  #connect(port: MessagePort): void {
    this.#performance = port;
    port.on('message', (request: ComposerRequest) => this.#composer?.request(request));
  }

  #answer(answer: ComposerAnswer): void {
    this.#performance?.postMessage(answer);
    this.#wake.ring();
  }

  async #load(name: string, engine: Engine): Promise<OpenedModel> {
    const known = this.#models.find((model) => model.name === name);
    if (!known)
      throw new ModelNotFoundError(
        name,
        this.#models.map((model) => model.name),
      );
    const checkpoint = await openModel({ ...known, folder: '' });
    const random = derivedRandom(this.#data.seed, EXCERPT_KEY);
    const opened = await openLiveModel(name, checkpoint, engine, random);
    this.#opened.set(name, opened);
    return opened;
  }

  async #read(file: string): Promise<Uint8Array> {
    try {
      return new Uint8Array(await readFile(file));
    } catch (cause) {
      throw new PrimeFileError(file, 'it cannot be opened.', { cause });
    }
  }

  async #stop(): Promise<void> {
    await this.#composer?.close();
    this.#performance?.close();
    this.#tell({ kind: 'stopped' });
    parentPort?.close();
  }
}

const serve = (port: MessagePort): void => {
  const thread = new ComposerThread(workerData as ComposerWorkerData, (message) => port.postMessage(message));
  port.on('message', (message: ToComposerWorker) => thread.receive(message));
  thread.start().catch((error: unknown) => {
    if (!(error instanceof DaemonError)) throw error;
    port.postMessage({ kind: 'failed', reason: error.message, code: error.code } satisfies FromComposerWorker);
    port.close();
  });
};

if (parentPort) serve(parentPort);
