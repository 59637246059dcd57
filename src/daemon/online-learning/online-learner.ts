import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Adaptation, LiveEvent } from '../../protocol/live-event.js';
import type { KnownModel, LearnedModel } from '../../workers/composer/composer-messages.js';
import { LearnerHost } from '../../workers/learner/learner-host.js';
import type { FromLearner, Lesson } from '../../workers/learner/learner-messages.js';
import { endError } from '../../workers/shared/child-process.js';
import { PhraseBuffer } from './phrase-buffer.js';
import { reasonOf } from '../../shared/error.js';

/** Consecutive failures after which it is turned off. */
const MOST_FAILURES = 3;

/** What is adapted, and whether it is kept. */
export interface OnlineLearnerPlan {
  readonly on: boolean;
  /** Whose lessons are kept; null for nobody's. */
  readonly player: string | null;
  /** Where they are kept: a file of what a player has taught a model. */
  readonly keptAs: (player: string, model: string) => string;
}

export interface OnlineLearnerListener {
  /** The model that plays now. */
  readonly voice: () => KnownModel | undefined;
  readonly changed: (adaptation: Adaptation) => void;
  /** The edition from the next bar line on; by default the network as trained. */
  readonly play: (learned: LearnedModel | null) => void;
  readonly notice: (level: 'info' | 'warning', text: string) => void;
  /** The process that learns has failed as no program should. */
  readonly fault: (part: string, cause: Error) => void;
}

/** How it stands before anybody has played. */
export const initialAdaptation = ({ on, player }: Pick<OnlineLearnerPlan, 'on' | 'player'>): Adaptation => ({
  on,
  player,
  state: 'listening',
  edition: 0,
  latest: null,
});

/**
 * Adapts to the player during the performance: every few bars, in a process of its own. Music continues whatever fails
 * there.
 */
export class OnlineLearner {
  readonly #plan: OnlineLearnerPlan;
  readonly #listener: OnlineLearnerListener;
  readonly #phrases = new PhraseBuffer();
  #adaptation: Adaptation;
  #child: LearnerHost | undefined;
  #folder: string | undefined;
  /** What was learned last, of which model. */
  #learned: LearnedModel | undefined;
  #latestEdition = 0;
  #failures = 0;

  constructor(plan: OnlineLearnerPlan, listener: OnlineLearnerListener) {
    this.#plan = plan;
    this.#listener = listener;
    this.#adaptation = initialAdaptation(plan);
  }

  /** A model kept from earlier sessions plays from the first bar line on. */
  start(): void {
    const voice = this.#listener.voice();
    if (!voice) return;
    try {
      const kept = this.#keptAs(voice.file);
      if (kept === null || !existsSync(kept)) return;
      this.#learned = { edition: ++this.#latestEdition, from: voice.file, file: kept };
      this.#listener.play(this.#learned);
    } catch (error) {
      this.#listener.notice('warning', `What was learned earlier cannot be read: ${reasonOf(error)}.`);
    }
  }

  onEvent(event: LiveEvent): void {
    if (event.kind === 'edition') this.#adaptation = { ...this.#adaptation, edition: event.edition };
    if (!this.#adaptation.on) return;
    this.#phrases.onEvent(event);
    if (this.#phrases.isFull && this.#adaptation.state === 'listening') this.#teach();
  }

  handleCommand(action: 'on' | 'off' | 'reset'): Adaptation {
    if (action === 'reset') this.#reset();
    else if ((action === 'on') !== this.#adaptation.on) {
      this.#phrases.clear();
      this.#failures = 0;
      this.#emit({ on: action === 'on' });
    }
    return this.#adaptation;
  }

  /** Ends what is being learned; what was not to be kept is gone. */
  stop(): void {
    this.#adaptation = { ...this.#adaptation, on: false }; // the last notes end after this
    this.#dismiss();
  }

  #dismiss(): void {
    this.#child?.stop();
    this.#child = undefined;
    const folder = this.#folder;
    this.#folder = undefined;
    if (folder !== undefined) void rm(folder, { recursive: true, force: true }).catch(() => undefined); // temporary
  }

  #keptAs(model: string): string | null {
    const { player, keptAs } = this.#plan;
    return player === null ? null : keptAs(player, model);
  }

  #teach(): void {
    const voice = this.#listener.voice();
    const piece = this.#phrases.take();
    if (!voice) return;
    const { name, composer } = voice;
    const lesson: Lesson = { edition: ++this.#latestEdition, piece, voice: { name, composer } };
    this.#emit({ state: 'adapting' });
    try {
      this.#childFor(voice.file).teach(lesson);
    } catch (error) {
      this.#fail(reasonOf(error)); // no folder to work in, no process to be had: the disk's or the machine's fault
    }
  }

  /** The process that learns for a model; one for another model ends. */
  #childFor(model: string): LearnerHost {
    if (this.#child?.plan.model === model) return this.#child;
    this.#child?.stop();
    this.#folder ??= mkdtempSync(path.join(tmpdir(), 'music-lstm-lessons-'));
    const keptAs = this.#keptAs(model);
    const kept = keptAs !== null && existsSync(keptAs) ? keptAs : null;
    const earlier = this.#learned?.from === model ? this.#learned.file : kept;
    const child = new LearnerHost(
      { model, earlier, folder: this.#folder, keptAs },
      {
        message: (message) => this.#onLearner(message, model),
        ended: (end) => {
          this.#child = undefined;
          this.#listener.fault('online learning', endError(end));
          this.#fail(`the process ended (${end.how})`);
        },
      },
    );
    this.#child = child;
    return child;
  }

  #onLearner(message: FromLearner, from: string): void {
    if (message.kind === 'failed') {
      this.#fail(message.reason);
      return;
    }
    const { edition, file, report } = message;
    this.#failures = 0;
    this.#learned = { edition, from, file };
    this.#emit({ state: 'listening', latest: { ...report } });
    this.#listener.play(this.#learned);
  }

  #fail(reason: string): void {
    this.#failures++;
    const isGivenUp = this.#failures >= MOST_FAILURES;
    this.#emit({ state: 'listening', ...(isGivenUp ? { on: false } : {}) });
    const then = isGivenUp ? 'It is turned off; `adapt on` tries again.' : 'The music goes on without it.';
    this.#listener.notice('warning', `Nothing could be learned from what you played: ${reason}. ${then}`);
  }

  #reset(): void {
    const model = this.#learned?.from ?? this.#listener.voice()?.file;
    const kept = model === undefined ? null : this.#keptAs(model);
    this.#dismiss();
    if (kept !== null) rmSync(kept, { force: true });
    this.#phrases.clear();
    this.#learned = undefined;
    this.#failures = 0;
    this.#emit({ state: 'listening', latest: null });
    this.#listener.play(null);
  }

  #emit(change: Partial<Adaptation>): void {
    this.#adaptation = { ...this.#adaptation, ...change };
    this.#listener.changed(this.#adaptation);
  }
}
