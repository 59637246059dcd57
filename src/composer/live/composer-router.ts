import type { Meter } from '../../music/meter.js';
import type { Clock } from '../../performance/clock.js';
import type { ComposerAnswer, ComposerRequest } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import type { ModelKind } from '../models/model-kind.js';
import type { LivePrimer } from './live-primer.js';
import { liveChoraleComposer, type LiveChorale, type LiveChoraleComposer } from './chorale-composer.js';
import type { LiveModel } from './live-model.js';
import type { OpenedModel } from './open-model.js';
import { livePianoComposer, type LivePianoComposer } from './piano-composer.js';

/** Tempo of chorales: the corpus gives none. */
const COMMON_TIME: Meter = { numerator: 4, denominator: 4 };

/** Chorales cannot start from a piano piece. */
export class ChoralePrimeError extends DaemonError {
  readonly code = 'CHORALE_PRIME';
  override readonly exitCode = 2;

  constructor(name: string) {
    super(`Model ${name} writes chorales and cannot start from a MIDI file. Leave out --prime.`);
  }
}

export interface ComposerRouterOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly answer: (answer: ComposerAnswer) => void;
  /** Prepares a model by name and edition; rejects with a DaemonError if it cannot. */
  readonly load: (name: string, edition: number) => Promise<OpenedModel>;
}

/** Routes requests to the piano composer and the chorale composer; the revision names the model. */
export class ComposerRouter {
  readonly #load: (name: string, edition: number) => Promise<OpenedModel>;
  readonly #piano: LivePianoComposer;
  readonly #chorales: LiveChoraleComposer;
  /** Kinds of the loaded models, and loaded models not yet passed to a composer. */
  readonly #kinds = new Map<string, ModelKind>();
  readonly #opened = new Map<string, Promise<OpenedModel>>();
  readonly #begun = new Set<ModelKind>();
  #playing: ModelKind = 'piano';
  /** Requests are handled one after another. */
  #queue: Promise<void> = Promise.resolve();

  constructor({ load, ...common }: ComposerRouterOptions) {
    this.#load = load;
    this.#piano = livePianoComposer({ ...common, load: (name, edition) => this.#takePiano(name, edition) });
    this.#chorales = liveChoraleComposer({ ...common, load: (name) => this.#takeChorale(name) });
  }

  /** Loads the first model and ingests the primer, its own or another. Returns the metre at its end. */
  async begin(name: string, music?: LivePrimer): Promise<Meter> {
    this.#playing = await this.#kindOf(name);
    if (this.#playing === 'chorale' && music) throw new ChoralePrimeError(name);
    return this.#begin(name, this.#playing, music);
  }

  request(request: ComposerRequest): void {
    this.#queue = this.#queue.then(() => this.#deal(request));
  }

  /** A model's file has changed; it is read again when next chosen. */
  async unload(name: string): Promise<void> {
    this.#kinds.delete(name);
    const opened = this.#opened.get(name);
    this.#opened.delete(name);
    await opened?.then(({ release }) => release()).catch(() => undefined);
    await Promise.all([this.#piano.unload(name), this.#chorales.unload(name)]);
  }

  /** Resolves when all requests are done. */
  async settled(): Promise<void> {
    await this.#queue;
    await Promise.all([this.#piano.settled(), this.#chorales.settled()]);
  }

  /** Ends after the current step. */
  async close(): Promise<void> {
    await this.#queue;
    await Promise.all([this.#piano.close(), this.#chorales.close()]);
    for (const name of [...this.#opened.keys()]) await this.unload(name);
  }

  async #deal(request: ComposerRequest): Promise<void> {
    if (request.kind === 'compose') {
      this.#of(this.#playing).request(request);
      return;
    }
    const name = request.kind === 'revise' ? request.settings.composer : request.composer;
    // a model that cannot be loaded is refused; the current one plays on
    const kind = await this.#kindOf(name).catch(() => this.#playing);
    if (request.kind === 'revise') {
      if (!this.#begun.has(kind)) await this.#begin(name, kind);
      this.#playing = kind;
    }
    this.#of(kind).request(request);
  }

  async #begin(name: string, kind: ModelKind, music?: LivePrimer): Promise<Meter> {
    this.#begun.add(kind);
    if (kind === 'piano') return (await this.#piano.begin(name, music)).metre;
    await this.#chorales.begin(name);
    return COMMON_TIME;
  }

  #of(kind: ModelKind): LivePianoComposer | LiveChoraleComposer {
    return kind === 'piano' ? this.#piano : this.#chorales;
  }

  /** Loads the model if its kind is not known yet. */
  async #kindOf(name: string): Promise<ModelKind> {
    const known = this.#kinds.get(name);
    if (known) return known;
    const opening = this.#load(name, 0);
    this.#opened.set(name, opening);
    opening.catch(() => this.#opened.delete(name));
    const { kind } = await opening;
    this.#kinds.set(name, kind);
    return kind;
  }

  #take(name: string): Promise<OpenedModel> {
    const opened = this.#opened.get(name);
    this.#opened.delete(name);
    return opened ?? this.#load(name, 0);
  }

  async #takePiano(name: string, edition: number): Promise<LiveModel> {
    const voice = await (edition === 0 ? this.#take(name) : this.#load(name, edition));
    if (voice.kind === 'piano') return voice;
    throw new Error(`${name} was asked for piano music`);
  }

  async #takeChorale(name: string): Promise<LiveChorale> {
    const voice = await this.#take(name);
    if (voice.kind === 'chorale') return voice;
    throw new Error(`${name} was asked for chorales`);
  }
}
