import { make } from './elements.js';

const MOST_SHOWN = 50;

/** Adds a line to the messages, the latest first. */
export const showMessage = (list: HTMLElement, level: 'info' | 'warning' | 'error', text: string): void => {
  list.prepend(make('li', { className: level }, text));
  while (list.children.length > MOST_SHOWN) list.lastElementChild?.remove();
};
