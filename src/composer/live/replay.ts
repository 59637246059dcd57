import type { ComposedEvent, ComposerAnswer, ComposerRequest, Revision } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';

/** Ticks requested at a time: a bar of 4/4. */
const ASK_TICKS = 1920;
/** After this many requests without an event, the composer is taken to be finished. */
const MOST_EMPTY_ASKS = 64;

/** The session cannot be replayed. */
export class ReplayRefusedError extends DaemonError {
  readonly code = 'REPLAY_REFUSED';
}

/** The composer in a replay: takes requests, gives answers, and is settled when all requests are done. */
export interface ReplayComposer {
  request(request: ComposerRequest): void;
  settled(): Promise<void>;
}

/** Where a series of revisions ends: after a session-wide number of events, or beyond a tick. */
export type ReplayEnd = { readonly kept: number } | { readonly tick: number };

/**
 * Replays a session from its revisions, without a clock: each revision is composed up to the number of events that the
 * next one kept. Answers are passed to `answered`.
 */
export class Replay {
  #composer: ReplayComposer;
  #events: ComposedEvent[] = [];
  #revision = 0;
  #refusal: string | undefined;

  constructor(composer: ReplayComposer) {
    this.#composer = composer;
  }

  /** Another composer without any state continues from here. */
  replaceComposer(composer: ReplayComposer): void {
    this.#composer = composer;
  }

  answered(answer: ComposerAnswer): void {
    if (answer.kind === 'refused') this.#refusal ??= answer.reason;
    if (answer.kind === 'composed' && answer.revision === this.#revision) this.#events.push(...answer.events);
  }

  /** The daemon's events of the session so far, in order: those played, or all up to a tick. */
  async run(revisions: readonly Revision[], end: ReplayEnd): Promise<readonly ComposedEvent[]> {
    for (const [i, revision] of revisions.entries()) {
      this.#events = this.#events.slice(0, revision.kept);
      this.#revision = revision.revision;
      await this.#ask(revision);
      await this.#composeUntil(revision, i + 1 < revisions.length ? { kept: revisions[i + 1].kept } : end);
    }
    return 'kept' in end ? this.#events.slice(0, end.kept) : this.#events.filter(({ tick }) => tick <= end.tick);
  }

  async #composeUntil({ revision, fromTick }: Revision, end: ReplayEnd): Promise<void> {
    if ('tick' in end) {
      await this.#ask({ kind: 'compose', revision, untilTick: end.tick + 1 });
      return;
    }
    let emptyAsks = 0;
    for (let untilTick = fromTick + ASK_TICKS; this.#events.length < end.kept; untilTick += ASK_TICKS) {
      const before = this.#events.length;
      await this.#ask({ kind: 'compose', revision, untilTick });
      emptyAsks = this.#events.length > before ? 0 : emptyAsks + 1;
      if (emptyAsks >= MOST_EMPTY_ASKS) {
        const gone = `the composer falls silent after ${this.#events.length} events where ${end.kept} were played`;
        throw new ReplayRefusedError(`The session cannot be composed again: ${gone}.`);
      }
    }
  }

  async #ask(request: ComposerRequest): Promise<void> {
    this.#composer.request(request);
    await this.#composer.settled();
    if (this.#refusal !== undefined) throw new ReplayRefusedError(this.#refusal);
  }
}
