import type { SoundingNote } from '../src/protocol/live-event.js';
import { make } from './elements.js';
import type { Keys } from './keys.js';

const LOWEST = 48;
const HIGHEST = 84;
const VELOCITY = 80;
const NAMES = ['C', 'C sharp', 'D', 'D sharp', 'E', 'F', 'F sharp', 'G', 'G sharp', 'A', 'A sharp', 'B'];
const BLACK = new Set([1, 3, 6, 8, 10]);

const nameOf = (pitch: number): string => `${NAMES[pitch % 12]} ${Math.floor(pitch / 12) - 1}`;

/** The piano on the page: played with the mouse, by touch, or with arrow keys and space; shows what sounds. */
export class Piano {
  readonly #buttons = new Map<number, HTMLButtonElement>();
  readonly #keys: Keys;

  constructor(place: HTMLElement, keys: Keys) {
    this.#keys = keys;
    for (let pitch = LOWEST; pitch <= HIGHEST; pitch++) {
      const button = make('button', { type: 'button', tabIndex: pitch === 60 ? 0 : -1 });
      button.setAttribute('aria-label', nameOf(pitch));
      button.dataset.pitch = String(pitch);
      button.classList.toggle('black', BLACK.has(pitch % 12));
      this.#buttons.set(pitch, button);
      place.append(button);
    }
    this.#followPointers(place);
    this.#followKeys(place);
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
      const element = document.elementFromPoint(clientX, clientY);
      return element instanceof HTMLButtonElement && place.contains(element)
        ? Number(element.dataset.pitch)
        : undefined;
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
      if (step !== 0) this.#focus(pitch, pitch + step);
      else if (event.code === 'Space' || event.code === 'Enter') {
        event.preventDefault();
        if (!event.repeat) this.#keys.press(pitch, VELOCITY, 'focus');
      }
    });
    place.addEventListener('keyup', (event) => this.#keys.release(pitchOf(event), 'focus'));
    place.addEventListener('focusout', (event) => this.#keys.release(pitchOf(event), 'focus'));
  }

  #focus(from: number, to: number): void {
    const [before, next] = [this.#buttons.get(from), this.#buttons.get(to)];
    if (!before || !next) return;
    before.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
