import type { ControlChange } from '../../src/protocol/controls.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { byId } from '../elements.js';

/** What the big button does besides sounding. */
export interface JamActions {
  /** Resolves when there is sound, or when it is said why there is none. */
  readonly turnOnSound: () => Promise<void>;
  readonly set: (change: ControlChange) => void;
  readonly play: () => void;
}

/** The big button in the middle of the stage: one press unlocks sound and lets the daemon answer. */
export class Jam {
  readonly #place = byId('jam', HTMLElement);
  readonly #jam = byId('jam-button', HTMLButtonElement);
  readonly #listen = byId('listen-button', HTMLButtonElement);
  readonly #hint = byId('jam-hint', HTMLElement);
  #snapshot: Snapshot | undefined;
  /** Whether it has been pressed, or the sound turned on in another way. */
  #isDone = false;

  constructor(actions: JamActions) {
    this.#jam.addEventListener('click', () => {
      const { controls, transport } = this.#snapshot ?? {};
      if (controls?.mode !== 'answer') actions.set({ mode: 'answer' });
      if (transport?.state === 'stopped') actions.play();
      void this.#begin(actions);
    });
    this.#listen.addEventListener('click', () => {
      if (this.#snapshot?.transport.state === 'stopped') actions.play();
      void this.#begin(actions);
    });
  }

  /** Not before there is somebody to play with. */
  show(snapshot: Snapshot, mayPlay: boolean, hasSound: boolean): void {
    this.#snapshot = snapshot;
    this.#isDone ||= hasSound;
    this.#place.hidden = !mayPlay || this.#isDone;
    const isAnswering = snapshot.controls.mode === 'answer' && this.#isDone && mayPlay;
    this.#hint.hidden = !isAnswering || snapshot.sounding.length > 0 || snapshot.planned.length > 0;
  }

  /** The daemon has gone, and with it what was shown. */
  hide(): void {
    this.#place.hidden = true;
    this.#hint.hidden = true;
  }

  async #begin({ turnOnSound }: JamActions): Promise<void> {
    this.#jam.disabled = this.#listen.disabled = true;
    await turnOnSound();
    this.#jam.disabled = this.#listen.disabled = false;
    this.#isDone = true;
    this.#place.hidden = true;
  }
}
