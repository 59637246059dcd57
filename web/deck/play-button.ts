import type { Snapshot } from '../../src/protocol/live-event.js';

const PLAY = 'M8 5v14l11-7z';
const STOP = 'M6 6h12v12H6z';

/** The large button that plays and stops; what it does stands on it. */
export class PlayButton {
  readonly #button: HTMLButtonElement;

  constructor(button: HTMLButtonElement, press: () => void) {
    this.#button = button;
    button.addEventListener('click', press);
  }

  show({ transport }: Snapshot, mayCommand: boolean): void {
    const isStopped = transport.state === 'stopped';
    this.#button.disabled = !mayCommand;
    this.#button.setAttribute('aria-label', isStopped ? 'Play' : 'Stop');
    this.#button.querySelector('path')?.setAttribute('d', isStopped ? PLAY : STOP);
  }
}
