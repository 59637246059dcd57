import { rangeFor, type KeyRange } from './keyboard-layout.js';

const MIDDLE_C = 60;

export interface OctaveButtons {
  /** Hidden while all keys are shown. */
  readonly place: HTMLElement;
  readonly down: HTMLButtonElement;
  readonly up: HTMLButtonElement;
  readonly name: HTMLElement;
}

/** Which keys are shown: all 88, or, for fingers and in narrow windows, a few octaves that two buttons move. */
export class OctaveWindow {
  readonly #keyboard: HTMLElement;
  readonly #buttons: OctaveButtons;
  readonly #changed: (range: KeyRange) => void;
  readonly #touch = window.matchMedia('(pointer: coarse)');
  #lowestC = MIDDLE_C;
  #shown = '';

  /** `changed` is told whenever other keys are shown. */
  constructor(keyboard: HTMLElement, buttons: OctaveButtons, changed: (range: KeyRange) => void) {
    this.#keyboard = keyboard;
    this.#buttons = buttons;
    this.#changed = changed;
    buttons.down.addEventListener('click', () => this.#move(-12));
    buttons.up.addEventListener('click', () => this.#move(12));
    new ResizeObserver(() => this.#fit()).observe(keyboard);
    this.#touch.addEventListener('change', () => this.#fit());
    this.#fit();
  }

  #move(semitones: number): void {
    this.#lowestC += semitones;
    this.#fit();
  }

  #fit(): void {
    const width = this.#keyboard.clientWidth;
    const range = rangeFor(width, this.#touch.matches, this.#lowestC);
    const text = JSON.stringify(range);
    if (width === 0 || text === this.#shown) return;
    this.#shown = text;
    const isPart = range.lowest % 12 === 0;
    const { place, down, up, name } = this.#buttons;
    place.hidden = !isPart;
    if (isPart) this.#lowestC = range.lowest;
    const next = (semitones: number): boolean =>
      JSON.stringify(rangeFor(width, this.#touch.matches, this.#lowestC + semitones)) !== text;
    down.disabled = !next(-12);
    up.disabled = !next(12);
    name.textContent = `C${range.lowest / 12 - 1} – C${range.highest / 12 - 1}`;
    this.#changed(range);
  }
}
