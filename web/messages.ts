import { make } from './elements.js';

const MOST_SHOWN = 50;
const LATEST_MS = 6000;
/** Time to think better of something. */
const UNDO_MS = 12_000;

export interface MessagePlaces {
  /** All messages, which is what screen readers hear. */
  readonly list: HTMLElement;
  /** The latest one, over the page. */
  readonly latest: HTMLElement;
  readonly text: HTMLElement;
  readonly undo: HTMLButtonElement;
}

/** Messages of the daemon or the page: all in a list, the latest visible for a while. */
export class Messages {
  readonly #places: MessagePlaces;
  #timer = 0;
  #undo: (() => void) | undefined;

  constructor(places: MessagePlaces) {
    this.#places = places;
    places.undo.addEventListener('click', () => {
      const undo = this.#undo;
      this.#hide();
      undo?.();
    });
  }

  /** Adds a line, the latest first; where it can be undone, with a button for that. */
  show(level: 'info' | 'warning' | 'error', text: string, undo?: () => void): void {
    const { list, latest, text: place, undo: button } = this.#places;
    list.prepend(make('p', { className: level }, text));
    while (list.children.length > MOST_SHOWN) list.lastElementChild?.remove();
    // what can be undone stays until its time is over: what follows from it is in the list
    if (this.#undo && !undo && level === 'info') return;
    this.#undo = undo;
    place.textContent = text;
    button.hidden = !undo;
    latest.hidden = false;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#hide(), undo ? UNDO_MS : LATEST_MS);
  }

  #hide(): void {
    this.#undo = undefined;
    this.#places.latest.hidden = true;
  }
}
