import {
  isSameEdition,
  type ComposerAnswer,
  type ComposerRequest,
  type Edition,
  type Revision,
} from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import { namingModel } from '../models/non-finite-logits.js';
import { LiveModels, type LoadLiveModel, type ReadyModel } from './live-model.js';
import { WorkLoop } from './work-loop.js';

/** What a kind of networks does with its turn; the worker says when, and one thing at a time. */
export interface ComposingStrategy<Model, Primer> {
  /** Whether it learns from the player; networks that do not are edition 0, whatever edition plays. */
  readonly learns: boolean;
  /** What plays; undefined before `begin`. */
  readonly playing: Edition | undefined;
  /** The first model, and the music to go on from where it is not the model's own; gives that music. */
  begin(model: Model, primer?: Primer): Primer | Promise<Primer>;
  /** Another model plays from now on. */
  takeOver(model: Model): void | Promise<void>;
  /** What is under way is void. */
  revise(revision: Revision): void;
  /** Requests composing until an event lies at or beyond a tick; false if that revision is outdated. */
  composeUntil(revision: number, untilTick: number): boolean;
  /** Hears or composes the next event; false where there is nothing to do. Rejects where the network fails. */
  step(): Promise<boolean>;
  /** Cancels the request. */
  halt(): void;
}

export interface ModelWorkerOptions<Model extends ReadyModel> {
  readonly load: LoadLiveModel<Model>;
  readonly answer: (answer: ComposerAnswer) => void;
}

/** Networks of one kind beside the beat: takes requests, does one thing at a time, answers as `answer`. */
export class ModelWorker<Model extends ReadyModel, Primer> {
  readonly #strategy: ComposingStrategy<Model, Primer>;
  readonly #answer: (answer: ComposerAnswer) => void;
  readonly #models: LiveModels<Model>;
  readonly #work = new WorkLoop(() => this.#step());
  #revision: Revision | undefined;
  #refused: Edition | undefined;

  constructor(strategy: ComposingStrategy<Model, Primer>, { load, answer }: ModelWorkerOptions<Model>) {
    this.#strategy = strategy;
    this.#answer = answer;
    this.#models = new LiveModels(load);
  }

  /** Loads the first model and ingests the primer, its own or another. */
  async begin(name: string, primer?: Primer): Promise<Primer> {
    const music = await this.#strategy.begin(await this.#models.get(name, 0), primer);
    await this.#work.wake();
    return music;
  }

  request(request: ComposerRequest): void {
    switch (request.kind) {
      case 'revise':
        this.#revision = request;
        this.#refused = undefined;
        this.#strategy.revise(request);
        break;
      case 'compose':
        if (!this.#strategy.composeUntil(request.revision, request.untilTick)) return;
        break;
      case 'prepare':
        this.#prepare(request);
        return;
    }
    void this.#work.wake();
  }

  /** A model's file has changed; it is read again when next chosen. */
  unload(name: string): Promise<void> {
    return this.#models.unload(name, this.#strategy.playing?.composer);
  }

  /** Resolves when all requests are done. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  /** Ends after the current step. */
  async close(): Promise<void> {
    await this.#work.close();
    await this.#models.close();
  }

  #known({ composer, edition }: Edition): Edition {
    return { composer, edition: this.#strategy.learns ? edition : 0 };
  }

  #load(wanted: Edition): Promise<Model> {
    const { composer, edition } = this.#known(wanted);
    return this.#models.get(composer, edition);
  }

  #prepare({ composer, edition }: Edition): void {
    this.#load({ composer, edition }).then(
      () => this.#answer({ kind: 'prepared', composer, edition }),
      (error: unknown) => this.#refuse({ composer, edition }, error),
    );
  }

  /** One step of the network; false if there is nothing to do. */
  async #step(): Promise<boolean> {
    const { playing } = this.#strategy;
    if (!playing) return false;
    const wanted = this.#revision?.settings ?? playing;
    const changes = ![playing, this.#refused].some(
      (one) => one && isSameEdition(this.#known(wanted), this.#known(one)),
    );
    try {
      if (!changes) return await namingModel(playing.composer, () => this.#strategy.step());
      await this.#takeOver(wanted);
      return true;
    } catch (error) {
      this.#refuse(wanted, error);
      if (changes) return true; // the previous one plays on
      this.#strategy.halt(); // a network with non-finite numbers cannot answer
      return false;
    }
  }

  async #takeOver(wanted: Edition): Promise<void> {
    const revision = this.#revision;
    const next = await this.#load(wanted);
    if (revision !== this.#revision) return;
    await this.#strategy.takeOver(next);
    const { composer: name, edition } = this.#known(wanted);
    await this.#models.trim({ name, edition });
  }

  /** A fault that the user can fix is reported; any other is a bug and ends the thread. */
  #refuse({ composer, edition }: Edition, error: unknown): void {
    if (!(error instanceof DaemonError)) throw error;
    this.#refused = { composer, edition };
    this.#answer({ kind: 'refused', composer, edition, reason: error.message });
  }
}
