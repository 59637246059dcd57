import { isPlayerEvent, type PlayerEvent } from '../../composer/style/style-matcher.js';
import type { LiveEvent, Likeness, TransportState } from '../../protocol/live-event.js';
import type { KnownModel } from '../../workers/composer/composer-messages.js';
import { endError, type ChildProcess, type ProcessEnd } from '../../workers/shared/child-process.js';
import type { FromStyleMatch, ToStyleMatch } from '../../workers/style-match/style-match-messages.js';

/** The scoring process; started once. */
export type StyleMatchProcess = Pick<ChildProcess<ToStyleMatch, FromStyleMatch>, 'start' | 'send' | 'kill'>;

/** Where results go, and the current model. */
export interface StyleMatchListener {
  readonly told: (likeness: Likeness | null) => void;
  readonly notice: (level: 'warning', text: string) => void;
  /** The process has failed as no program should. */
  readonly fault: (part: string, cause: Error) => void;
  /** The network that plays. */
  readonly model: () => KnownModel | undefined;
  readonly transport: () => TransportState;
}

/** Has a process score the player's notes, from the first one on, with the network that plays. */
export class StyleMatching {
  readonly #listener: StyleMatchListener;
  readonly #child: StyleMatchProcess;
  #file: string | undefined;
  #isRunning = false;
  #hasEnded = false;

  constructor(
    child: (heard: (message: FromStyleMatch) => void, ended: (end: ProcessEnd) => void) => StyleMatchProcess,
    listener: StyleMatchListener,
  ) {
    this.#listener = listener;
    this.#child = child(
      ({ likeness }) => listener.told(likeness),
      (end) => this.#ended(end),
    );
  }

  onEvents(events: readonly LiveEvent[]): void {
    const heard = events.filter(isPlayerEvent);
    if (heard.length === 0 || this.#hasEnded) return;
    if (!this.#isRunning && !heard.some(({ kind }) => kind === 'note-on')) return;
    this.#start();
    this.#follow();
    this.#send(heard);
  }

  stop(): void {
    this.#hasEnded = true;
    this.#child.kill();
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#child.start();
  }

  /** Another network may play by now. */
  #follow(): void {
    const model = this.#listener.model();
    if (!model || model.file === this.#file) return;
    this.#file = model.file;
    this.#child.send({ kind: 'model', model, transport: this.#listener.transport() });
  }

  #send(events: readonly PlayerEvent[]): void {
    this.#child.send({ kind: 'heard', events });
  }

  #ended(end: ProcessEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#listener.fault('style matching', endError(end));
    this.#listener.told(null);
    this.#listener.notice('warning', 'Whom you sound like is told no more: the process that judged it has died.');
  }
}
