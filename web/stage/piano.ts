import type { SoundingNote } from '../../src/protocol/live-event.js';
import { make } from '../elements.js';
import type { Keys } from '../keys.js';
import { isBlack, placeOf, WHOLE_PIANO, type KeyRange } from './keyboard-layout.js';

const VELOCITY = 80;
const MIDDLE_C = 60;
const NAMES = ['C', 'C sharp', 'D', 'D sharp', 'E', 'F', 'F sharp', 'G', 'G sharp', 'A', 'A sharp', 'B'];

/** `C4`, `C sharp 4`: of a white key as it is written on it. */
const nameOf = (pitch: number): string =>
  `${NAMES[pitch % 12]}${isBlack(pitch) ? ' ' : ''}${Math.floor(pitch / 12) - 1}`;

const percent = (share: number): string => `${(100 * share).toFixed(4)}%`;

/** The piano under the roll: played with the mouse, by touch, or with arrow keys and space; shows what sounds. */
export class Piano {
  readonly #buttons = new Map<number, HTMLButtonElement>();
  readonly #keys: Keys;
  #focusable = MIDDLE_C;

  constructor(place: HTMLElement, keys: Keys) {
    this.#keys = keys;
    for (let pitch = WHOLE_PIANO.lowest; pitch <= WHOLE_PIANO.highest; pitch++) {
      const button = make('button', { type: 'button', tabIndex: -1 });
      button.setAttribute('aria-label', nameOf(pitch));
      button.dataset.pitch = String(pitch);
      button.classList.toggle('black', isBlack(pitch));
      if (pitch % 12 === 0) button.append(nameOf(pitch));
      this.#buttons.set(pitch, button);
      place.append(button);
    }
    this.showRange(WHOLE_PIANO);
    this.#followPointers(place);
    this.#followKeys(place);
  }

  /** Shows these keys alone, as wide as the piano is. */
  showRange(range: KeyRange): void {
    for (const [pitch, button] of this.#buttons) {
      const { left, width } = placeOf(pitch, range);
      button.hidden = pitch < range.lowest || pitch > range.highest;
      Object.assign(button.style, { left: percent(left), width: percent(width) });
    }
    const isShown = this.#focusable >= range.lowest && this.#focusable <= range.highest;
    this.#makeFocusable(isShown ? this.#focusable : range.lowest);
  }

  /** Shows who holds which key. */
  show(sounding: readonly SoundingNote[]): void {
    const voices = new Map(sounding.map(({ pitch, voice }) => [pitch, voice]));
    for (const [pitch, { classList }] of this.#buttons) {
      classList.toggle('daemon', voices.get(pitch) === 'daemon');
      classList.toggle('player', voices.get(pitch) === 'player');
    }
  }

  /** Each finger holds one key, and slides to the next. */
  #followPointers(place: HTMLElement): void {
    const held = new Map<number, number>();
    const move = (id: number, pitch: number | undefined): void => {
      const before = held.get(id);
      if (before === pitch) return;
      if (before !== undefined) this.#keys.release(before, `pointer ${id}`);
      if (pitch === undefined) held.delete(id);
      else {
        held.set(id, pitch);
        this.#keys.press(pitch, VELOCITY, `pointer ${id}`);
      }
    };
    const under = ({ clientX, clientY }: PointerEvent): number | undefined => {
      const key = document.elementFromPoint(clientX, clientY)?.closest('button');
      return key && place.contains(key) ? Number(key.dataset.pitch) : undefined;
    };
    place.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Element) event.target.releasePointerCapture(event.pointerId);
      move(event.pointerId, under(event));
    });
    place.addEventListener('pointermove', (event) => {
      if (held.has(event.pointerId)) move(event.pointerId, under(event));
    });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(type, ({ pointerId }) => move(pointerId, undefined));
    }
  }

  #followKeys(place: HTMLElement): void {
    const pitchOf = ({ target }: Event): number => (target instanceof HTMLElement ? Number(target.dataset.pitch) : NaN);
    place.addEventListener('keydown', (event) => {
      const pitch = pitchOf(event);
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step !== 0) this.#focus(pitch + step);
      else if (event.code === 'Space' || event.code === 'Enter') {
        event.preventDefault();
        if (!event.repeat) this.#keys.press(pitch, VELOCITY, 'focus');
      }
    });
    place.addEventListener('keyup', (event) => this.#keys.release(pitchOf(event), 'focus'));
    place.addEventListener('focusout', (event) => this.#keys.release(pitchOf(event), 'focus'));
  }

  #focus(pitch: number): void {
    const button = this.#buttons.get(pitch);
    if (!button || button.hidden) return;
    this.#makeFocusable(pitch);
    button.focus();
  }

  /** One key is reached with Tab, the others from it with the arrows. */
  #makeFocusable(pitch: number): void {
    const before = this.#buttons.get(this.#focusable);
    if (before) before.tabIndex = -1;
    this.#focusable = pitch;
    const button = this.#buttons.get(pitch);
    if (button) button.tabIndex = 0;
  }
}
