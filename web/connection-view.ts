import type { Snapshot } from '../src/protocol/live-event.js';
import type { ConnectionState } from './connection.js';
import { byId } from './elements.js';
import { whereText } from './more/figures.js';
import { StageNotice } from './stage/stage-notice.js';

const states: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting …',
  open: 'Connected.',
  refused: 'Access refused.',
  lost: 'The daemon does not answer.',
};

const WATCHING = 'You watch. To play, open the complete address, with its token.';

/** How the connection stands, at the head of the page and, while there is none, in the middle of the stage. */
export class ConnectionView {
  readonly #notice = new StageNotice(byId('notice', HTMLElement));
  readonly #text = byId('connection', HTMLElement);
  readonly #where = byId('where', HTMLElement);
  #state: ConnectionState = 'connecting';

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** While it tries again, it still stands as it did: a notice that flickers cannot be read. */
  show(state: ConnectionState): void {
    if (state === 'connecting' && this.#state !== 'connecting') return;
    this.#state = state;
    this.#text.textContent = states[state];
    this.#notice.show(state);
    document.body.dataset.connection = state;
    if (!this.isOpen) this.#where.textContent = '';
  }

  /** Whether commands reach the daemon; without the token one may at most watch. */
  showAccess(mayCommand: boolean): void {
    if (!this.isOpen) return;
    document.body.dataset.access = mayCommand ? 'all' : 'watch';
    this.#text.textContent = mayCommand ? states.open : WATCHING;
  }

  /** Bar, beat and tempo. */
  showWhere(snapshot: Snapshot, nowMs: number): void {
    this.#where.textContent = whereText(snapshot, nowMs);
  }
}
