import type { Snapshot } from '../../src/protocol/live-event.js';
import { pairOf } from '../../src/protocol/view/composer-pair.js';
import { byId, make } from '../elements.js';
import { paintMark } from '../mark.js';
import { eraOf } from './composer-eras.js';
import { composerName } from './composer-name.js';
import { familiarityOf, MOST_FAMILIAR } from './familiarity.js';

/** A row of the list, with the words by which it is found. */
interface Row {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly words: string;
}

const notesOf = (playable: Snapshot['playable'], composer: string): number | null =>
  playable.find(({ name }) => name === composer)?.notes ?? null;

/** ●●○○, and the same in words. */
const familiarityMark = (notes: number | null): HTMLElement => {
  const { level, text } = familiarityOf(notes);
  const dots = `${'●'.repeat(level)}${'○'.repeat(MOST_FAMILIAR - level)}`;
  return make(
    'span',
    { className: 'familiarity', title: text },
    make('span', { ariaHidden: 'true' }, dots),
    ` ${text}`,
  );
};

/** The composer: a large button that says who plays, and a list to choose another from, with search. */
export class ComposerPicker {
  readonly #button = byId('composer', HTMLButtonElement);
  readonly #dialog = byId('composers', HTMLDialogElement);
  readonly #search = byId('composer-search', HTMLInputElement);
  readonly #list = byId('composer-list', HTMLElement);
  readonly #choose: (composer: string) => void;
  #rows: readonly Row[] = [];
  #offered = '';

  constructor(choose: (composer: string) => void) {
    this.#choose = choose;
    this.#button.addEventListener('click', () => this.#open());
    this.#search.addEventListener('input', () => this.#filter());
    byId('composer-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#shown().at(0)?.button.click();
    });
    byId('composers-close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('keydown', (event) => {
      event.stopPropagation(); // letters are not for the piano while the list is open
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      this.#walk(step);
    });
  }

  show(snapshot: Snapshot, mayCommand: boolean): void {
    const { controls, composers, playable } = snapshot;
    const { first } = pairOf(controls.composer, composers);
    this.#button.disabled = !mayCommand;
    const [name, detail] = [byId('composer-name', HTMLElement), byId('composer-detail', HTMLElement)];
    name.textContent = composerName(controls.composer);
    detail.textContent = [eraOf(first), familiarityOf(notesOf(playable, first)).text].filter(Boolean).join(' · ');
    this.#offer(playable, first);
  }

  #offer(playable: Snapshot['playable'], playing: string): void {
    const text = JSON.stringify([playable, playing]);
    if (text === this.#offered) return; // a list made anew would take the focus away
    this.#offered = text;
    this.#rows = playable.map(({ name, notes }) => this.#row(name, notes, name === playing));
    this.#list.replaceChildren(...this.#rows.map(({ element }) => element));
    this.#filter();
  }

  #row(composer: string, notes: number | null, isPlaying: boolean): Row {
    const era = eraOf(composer) ?? '';
    const button = make(
      'button',
      { type: 'button', className: 'mark' },
      make('b', {}, composerName(composer)),
      make('span', { className: 'era' }, era),
      familiarityMark(notes),
    );
    paintMark(button, composer);
    if (isPlaying) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => {
      this.#dialog.close();
      this.#choose(composer);
    });
    return { element: make('li', {}, button), button, words: `${composerName(composer)} ${era}`.toLowerCase() };
  }

  #open(): void {
    this.#search.value = '';
    this.#filter();
    this.#dialog.showModal();
    this.#search.focus();
    this.#list.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }

  #shown(): readonly Row[] {
    return this.#rows.filter(({ element }) => !element.hidden);
  }

  #filter(): void {
    const sought = this.#search.value.trim().toLowerCase().split(/\s+/);
    for (const { element, words } of this.#rows) element.hidden = !sought.every((word) => words.includes(word));
    byId('composer-none', HTMLElement).hidden = this.#shown().length > 0;
  }

  /** From the search to the list, through it, and back. */
  #walk(step: number): void {
    const stops = [this.#search, ...this.#shown().map(({ button }) => button)];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
  }
}
