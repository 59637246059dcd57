import { make } from '../elements.js';
import type { ConnectionState } from '../connection.js';

interface Notice {
  readonly title: string;
  readonly text: string;
}

const notices: Readonly<Record<Exclude<ConnectionState, 'open'>, Notice>> = {
  connecting: { title: 'Connecting …', text: 'Looking for the daemon on this address.' },
  refused: {
    title: 'Access refused',
    text: 'This address lacks its token. Open the complete address that `music-lstm-daemon status` prints.',
  },
  lost: {
    title: 'The daemon does not answer',
    text: 'Trying again … If it has ended, start it with `music-lstm-daemon start`; this page reconnects by itself.',
  },
};

/** `code` in a sentence. */
const withCode = (text: string): (string | HTMLElement)[] =>
  text.split('`').map((part, i) => (i % 2 === 1 ? make('code', {}, part) : part));

/** What stands in the middle of the stage while there is no music to show: why, and what to do. */
export class StageNotice {
  readonly #place: HTMLElement;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  show(state: ConnectionState): void {
    this.#place.hidden = state === 'open';
    if (state === 'open') return;
    const { title, text } = notices[state];
    this.#place.replaceChildren(make('strong', {}, title), make('p', {}, ...withCode(text)));
  }
}
