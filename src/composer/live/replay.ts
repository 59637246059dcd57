import type { ComposedEvent, ComposerAnswer, ComposerRequest, Revision } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';

/** Music is asked for in pieces of this many ticks: a bar of 4/4. */
const ASK_TICKS = 1920;
/** A composer that gives nothing in so many of them will give nothing more. */
const MOST_EMPTY_ASKS = 64;

/** The session cannot be composed again. */
export class ReplayRefusedError extends DaemonError {
  readonly code = 'REPLAY_REFUSED';
}

/** The composer's end of a replay: takes requests, gives answers, and has done all that was asked once it is settled. */
export interface ReplayComposer {
  request(request: ComposerRequest): void;
  settled(): Promise<void>;
}

/** Where a stretch of revisions ends: after so many events, counted over the session, or beyond a tick. */
export type ReplayEnd = { readonly kept: number } | { readonly tick: number };

/**
 * Composes a session again from its revisions, without a clock: of each revision as many events as the next one says
 * were kept. Answers are handed in by `answered`.
 */
export class Replay {
  #composer: ReplayComposer;
  #events: ComposedEvent[] = [];
  #revision = 0;
  #refusal: string | undefined;

  constructor(composer: ReplayComposer) {
    this.#composer = composer;
  }

  /** Another composer, which knows nothing, goes on from here. */
  replaceComposer(composer: ReplayComposer): void {
    this.#composer = composer;
  }

  answered(answer: ComposerAnswer): void {
    if (answer.kind === 'refused') this.#refusal ??= answer.reason;
    if (answer.kind === 'composed' && answer.revision === this.#revision) this.#events.push(...answer.events);
  }

  /** All the daemon's events of the session so far, in order: those that were played, or all up to a tick. */
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
