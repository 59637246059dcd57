import type { Clock } from '../../performance/clock.js';
import type { ComposerAnswer, ComposerRequest, Edition } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import { namingModel } from '../models/non-finite-logits.js';
import { ChoraleComposer, type LiveChorale } from './chorale-composer.js';
import { LiveModels, type LoadLiveModel } from './live-model.js';
import { WorkLoop } from './work-loop.js';

export interface LiveChoralesOptions {
  /** With the numbers of revision and sixteenth it gives all chance. */
  readonly seed: number;
  readonly load: LoadLiveModel<LiveChorale>;
  readonly clock: Clock;
  readonly answer: (answer: ComposerAnswer) => void;
}

/** Chorale networks beside the beat: takes requests, does one thing at a time, answers as `answer`. */
export class LiveChorales {
  readonly #answer: (answer: ComposerAnswer) => void;
  readonly #models: LiveModels<LiveChorale>;
  readonly #composer: ChoraleComposer;
  #wanted = '';
  /** Of other networks: chorales learn nothing from the player. */
  #edition = 0;
  #refused: string | undefined;
  readonly #work = new WorkLoop(() => this.#step());

  constructor({ seed, load, clock, answer }: LiveChoralesOptions) {
    this.#answer = answer;
    this.#models = new LiveModels(load);
    this.#composer = new ChoraleComposer({ seed, clock, answer });
  }

  /** Loads the first model and hears its own music to go on from. */
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

  /** A model's file has changed: it is read again when it is next chosen. */
  unload(name: string): Promise<void> {
    return this.#models.unload(name, this.#composer.voiceName);
  }

  /** Resolves when all that was asked has been done. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  /** Ends after the step in hand. */
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
      return changes; // the one before plays on
    }
  }

  async #takeOver(name: string): Promise<void> {
    await this.#composer.take(await this.#models.get(name, 0));
    await this.#models.trim({ name, edition: 0 });
  }

  /** A fault the user can mend is told; any other is a bug and ends the thread. */
  #refuse({ composer, edition }: Edition, error: unknown): void {
    if (!(error instanceof DaemonError)) throw error;
    this.#refused = composer;
    this.#answer({ kind: 'refused', composer, edition, reason: error.message });
  }
}
