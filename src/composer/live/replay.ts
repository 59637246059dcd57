import type { ComposedEvent, ComposerAnswer, ComposerRequest, Revision } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';

/** Music is asked for in pieces of this many ticks: a bar of 4/4. */
const ASK_TICKS = 1920;

/** The composer could not go on. */
export class ReplayRefusedError extends DaemonError {
  readonly code = 'REPLAY_REFUSED';
}

/** The composer's end of a replay: takes requests, gives answers. */
export interface ReplayComposer {
  request(request: ComposerRequest): void;
}

/**
 * Composes a session again from its revisions, without a clock: of each revision as many events as the next one says
 * were kept. Answers are handed in by `answered`.
 */
export class Replay {
  readonly #composer: ReplayComposer;
  #events: ComposedEvent[] = [];
  #revision = 0;
  #arrived: () => void = () => undefined;
  #refused: (error: Error) => void = () => undefined;

  constructor(composer: ReplayComposer) {
    this.#composer = composer;
  }

  answered(answer: ComposerAnswer): void {
    switch (answer.kind) {
      case 'composed':
        if (answer.revision === this.#revision) this.#events.push(...answer.events);
        this.#arrived();
        return;
      case 'refused':
        this.#refused(new ReplayRefusedError(answer.reason));
        return;
      case 'prepared':
    }
  }

  /** All the daemon's events of the session that were played, in order. `kept` is that of its end. */
  async run(revisions: readonly Revision[], kept: number): Promise<readonly ComposedEvent[]> {
    for (const [i, revision] of revisions.entries()) {
      this.#events = this.#events.slice(0, revision.kept);
      this.#revision = revision.revision;
      this.#composer.request(revision);
      await this.#compose(revision, i + 1 < revisions.length ? revisions[i + 1].kept : kept);
    }
    return this.#events.slice(0, kept);
  }

  async #compose({ revision, fromTick }: Revision, wanted: number): Promise<void> {
    for (let untilTick = fromTick + ASK_TICKS; this.#events.length < wanted; untilTick += ASK_TICKS) {
      await new Promise<void>((resolve, reject) => {
        this.#refused = reject;
        this.#arrived = () => {
          const reached = (this.#events.at(-1)?.tick ?? -Infinity) >= untilTick;
          if (reached || this.#events.length >= wanted) resolve();
        };
        this.#composer.request({ kind: 'compose', revision, untilTick });
      });
    }
  }
}
