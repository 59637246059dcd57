import { isAlone, isTextField } from './key-events.js';
import type { Keys } from './keys.js';

/** Semitones above the octave's C, by the place of the key on the keyboard, whatever letter it bears. */
const semitones: Readonly<Record<string, number>> = {
  KeyA: 0,
  KeyW: 1,
  KeyS: 2,
  KeyE: 3,
  KeyD: 4,
  KeyF: 5,
  KeyT: 6,
  KeyG: 7,
  KeyY: 8,
  KeyH: 9,
  KeyU: 10,
  KeyJ: 11,
  KeyK: 12,
  KeyO: 13,
  KeyL: 14,
  KeyP: 15,
  Semicolon: 16,
  Quote: 17,
};

const OCTAVE_DOWN = 'KeyZ';
const OCTAVE_UP = 'KeyX';
const VELOCITY = 80;
const LOWEST_OCTAVE = 24;
const HIGHEST_OCTAVE = 96;

/** Whether letters belong to what the person is filling in: a list jumps to them. */
const isTyping = ({ target }: KeyboardEvent): boolean => target instanceof HTMLSelectElement || isTextField(target);

/** Plays with the letters of the computer keyboard, two rows as on a piano; `emit` gets the name of the lowest key. */
export const playWithLetters = (keys: Keys, emit: (name: string) => void): void => {
  let octave = 60;
  const down = new Map<string, number>();
  const release = (code: string): void => {
    const pitch = down.get(code);
    if (pitch === undefined) return;
    down.delete(code);
    keys.release(pitch, code);
  };
  window.addEventListener('keydown', (event) => {
    const { code, shiftKey } = event;
    if (!isAlone(event) || shiftKey || isTyping(event)) return;
    if (code === OCTAVE_DOWN) octave = Math.max(octave - 12, LOWEST_OCTAVE);
    if (code === OCTAVE_UP) octave = Math.min(octave + 12, HIGHEST_OCTAVE);
    if (code === OCTAVE_DOWN || code === OCTAVE_UP) emit(`C ${octave / 12 - 1}`);
    const semitone = semitones[code];
    if (semitone === undefined || down.has(code)) return;
    down.set(code, octave + semitone);
    keys.press(octave + semitone, VELOCITY, code);
  });
  window.addEventListener('keyup', ({ code }) => release(code));
  window.addEventListener('blur', () => [...down.keys()].forEach(release));
};
