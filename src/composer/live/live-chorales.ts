import type { Clock } from '../../performance/clock.js';
import type { ComposerAnswer, ComposerRequest, Edition } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import { namingModel } from '../models/non-finite-logits.js';
import { ChoraleComposer, type LiveChorale } from './chorale-composer.js';
import { LiveModels, type LoadLiveModel } from './live-model.js';
import { WorkLoop } from './work-loop.js';

export interface LiveChoralesOptions {
  /** With the numbers of revision and sixteenth it determines all randomness. */
  readonly seed: number;
  readonly load: LoadLiveModel<LiveChorale>;
  readonly clock: Clock;
  readonly answer: (answer: ComposerAnswer) => void;
}

/** The chorale composer: takes requests, does one thing at a time, answers through `answer`. */
export class LiveChorales {
  readonly #answer: (answer: ComposerAnswer) => void;
  readonly #models: LiveModels<LiveChorale>;
  readonly #composer: ChoraleComposer;
  #wanted = '';
  /** Editions belong to other networks; chorale models do not adapt. */
  #edition = 0;
  #refused: string | undefined;
  readonly #work = new WorkLoop(() => this.#step());

  constructor({ seed, load, clock, answer }: LiveChoralesOptions) {
    this.#answer = answer;
    this.#models = new LiveModels(load);
    this.#composer = new ChoraleComposer({ seed, clock, answer });
  }

  /** Loads the first model and ingests its primer. */
  async begin(name: string): Promise<void> {
    await this.#composer.take(await this.#models.get(name, 0));
    this.#wanted = name;
    await this.#work.wake();
  }

  request(request: ComposerRequest): void {
    switch (request.kind) {
      case 'revise':
        this.#wanted = request.settings.composer;
        this.#edition = request.settings.edition;
        this.#refused = undefined;
        this.#composer.revise(request);
        break;
      case 'compose':
        if (!this.#composer.composeUntil(request.revision, request.untilTick)) return;
        break;
      case 'prepare':
        this.#prepare(request);
        return;
    }
    void this.#work.wake();
  }

  /** A model's file has changed; it is read again when next chosen. */
  unload(name: string): Promise<void> {
    return this.#models.unload(name, this.#composer.voiceName);
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

  #prepare(wanted: Edition): void {
    this.#models.get(wanted.composer, 0).then(
      () => this.#answer({ kind: 'prepared', composer: wanted.composer, edition: wanted.edition }),
      (error: unknown) => this.#refuse(wanted, error),
    );
  }

  async #step(): Promise<boolean> {
    const name = this.#wanted;
    const changes = name !== this.#composer.voiceName && name !== this.#refused;
    try {
      if (changes) await this.#takeOver(name);
      else return await namingModel(name, () => this.#composer.step());
      return true;
    } catch (error) {
      this.#refuse({ composer: name, edition: this.#edition }, error);
      this.#composer.halt();
      return changes; // the previous one plays on
    }
  }

  async #takeOver(name: string): Promise<void> {
    await this.#composer.take(await this.#models.get(name, 0));
    await this.#models.trim({ name, edition: 0 });
  }

  /** A fault that the user can fix is reported; any other is a bug and ends the thread. */
  #refuse({ composer, edition }: Edition, error: unknown): void {
    if (!(error instanceof DaemonError)) throw error;
    this.#refused = composer;
    this.#answer({ kind: 'refused', composer, edition, reason: error.message });
  }
}
