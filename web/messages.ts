import { make } from './elements.js';

const MOST_SHOWN = 50;
const LATEST_MS = 6000;

/** Messages of the daemon or the page: all in a list, the latest visible for a while. */
export class Messages {
  readonly #list: HTMLElement;
  readonly #latest: HTMLElement;
  #timer = 0;

  /** `latest` is over the page; the list is what screen readers hear. */
  constructor(list: HTMLElement, latest: HTMLElement) {
    this.#list = list;
    this.#latest = latest;
  }

  /** Adds a line, the latest first. */
  show(level: 'info' | 'warning' | 'error', text: string): void {
    this.#list.prepend(make('li', { className: level }, text));
    while (this.#list.children.length > MOST_SHOWN) this.#list.lastElementChild?.remove();
    this.#latest.textContent = text;
    this.#latest.hidden = false;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.#latest.hidden = true), LATEST_MS);
  }
}
