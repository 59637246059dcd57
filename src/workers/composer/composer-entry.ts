import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { findPlayableModel } from '../../composer/models/blended-model.js';
import { livePrimerOf } from '../../composer/live/live-primer.js';
import { ComposerRouter } from '../../composer/live/composer-router.js';
import type { OpenedModel } from '../../composer/live/open-model.js';
import { ModelLoader } from '../../composer/live/model-loader.js';
import { openPlansFrom } from './open-plans.js';
import { PRIMER_KEY, PrimerFileError, primerFromFile } from '../../composer/primer.js';
import { openModel } from '../../model/checkpoint/model-store.js';
import { loadOnnxRuntime } from '../../model/runtimes/onnx-loader.js';
import { runtimeEngine } from '../../model/runtimes/runtime-engine.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { derivedRandom } from '../../shared/random-source.js';
import type { ComposerAnswer, ComposerRequest } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import type {
  ComposerWorkerData,
  FromComposerWorker,
  KnownModel,
  LearnedModel,
  ToComposerWorker,
} from './composer-messages.js';
import { WakeSignal } from '../shared/wake-signal.js';

/** Thread entry: one network that composes ahead of the beat. */

const loadEngine = async (): Promise<Engine> => runtimeEngine(await loadOnnxRuntime('auto', process.env, 1), 1);

/** Where the models are, each folder once. */
const foldersOf = (models: readonly KnownModel[]): readonly string[] => [
  ...new Set(models.map(({ file }) => path.dirname(file))),
];

/** Files of older editions are gone. */
const EDITIONS_LEFT = 2;

class ComposerThread {
  readonly #data: ComposerWorkerData;
  readonly #emit: (message: FromComposerWorker) => void;
  readonly #wake: WakeSignal;
  readonly #opened = new Map<string, OpenedModel>();
  #models: ComposerWorkerData['models'];
  #learned: readonly LearnedModel[];
  #performance: MessagePort | undefined;
  #composer: ComposerRouter | undefined;

  constructor(data: ComposerWorkerData, emit: (message: FromComposerWorker) => void) {
    this.#data = data;
    this.#emit = emit;
    this.#models = data.models;
    this.#learned = data.learned ? [data.learned] : [];
    this.#wake = new WakeSignal(data.wake);
  }

  async start(): Promise<void> {
    const { seed, composer: name, prime } = this.#data;
    const engine = await loadEngine();
    const loader = new ModelLoader({
      engine,
      open: ({ name: wanted, file }) => openModel({ file, bytes: this.#known(wanted).bytes }),
      openPlans: (file) => openPlansFrom(foldersOf(this.#models))(file),
      random: () => derivedRandom(seed, PRIMER_KEY),
    });
    this.#composer = new ComposerRouter({
      seed,
      load: (wanted, edition) => this.#load(wanted, edition, loader),
      clock: monotonicClock,
      answer: (answer) => this.#answer(answer),
    });
    const music = prime === null ? undefined : primerFromFile(await this.#read(prime), prime, undefined);
    const { numerator, denominator } = await this.#composer.begin(name, music && livePrimerOf(music.sequence));
    const { bpm, source } = music ?? this.#opened.get(name) ?? { bpm: 100, source: '' };
    this.#emit({ kind: 'ready', engine: engine.name, bpm, numerator, denominator, source });
  }

  receive(message: ToComposerWorker): void {
    switch (message.kind) {
      case 'connect':
        this.#connect(message.port);
        return;
      case 'models':
        this.#models = message.models;
        for (const name of this.#opened.keys()) void this.#composer?.unload(name);
        return;
      case 'learned':
        this.#learned = [...this.#learned.slice(1 - EDITIONS_LEFT), message.learned];
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

  /** A model without this edition plays as trained. */
  async #load(name: string, edition: number, loader: ModelLoader): Promise<OpenedModel> {
    const known = this.#known(name);
    const found = this.#learned.find((learned) => learned.edition === edition && learned.from === known.file);
    const learned = edition === 0 ? {} : { learned: { edition, from: known.file }, file: found?.file ?? known.file };
    const opened = await loader.load({ ...known, name, ...learned });
    this.#opened.set(name, opened);
    return opened;
  }

  #known(name: string): KnownModel {
    return findPlayableModel(this.#models, name);
  }

  async #read(file: string): Promise<Uint8Array> {
    try {
      return new Uint8Array(await readFile(file));
    } catch (cause) {
      throw new PrimerFileError(file, 'it cannot be opened.', { cause });
    }
  }

  async #stop(): Promise<void> {
    await this.#composer?.close();
    this.#performance?.close();
    this.#emit({ kind: 'stopped' });
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
