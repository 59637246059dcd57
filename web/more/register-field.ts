import type { Controls } from '../../src/protocol/controls.js';
import type { Field, Turn } from '../control-fields.js';
import { make } from '../elements.js';

const OCTAVE = 11;

/** The lowest and the highest MIDI pitch that the daemon keeps to, or neither. */
export const registerField = (label: string, turn: Turn): Field => {
  const number = (name: string, value: number): HTMLInputElement => {
    const input = make('input', { type: 'number', min: '0', max: '127', value: String(value) });
    input.setAttribute('aria-label', name);
    return input;
  };
  const [lowest, highest] = [number('Lowest MIDI pitch', 36), number('Highest MIDI pitch', 84)];
  const auto = make('input', { type: 'checkbox', checked: true });
  const pair = make('div', { className: 'pair' }, lowest, '–', highest, make('label', {}, auto, ' auto'));
  const element = make('div', { className: 'control' }, make('span', { className: 'name' }, label), pair);
  const emit = (): void => {
    const register = { lowest: lowest.valueAsNumber, highest: highest.valueAsNumber };
    if (auto.checked) turn({ register: null });
    else if (register.highest - register.lowest >= OCTAVE) turn({ register });
  };
  auto.addEventListener('change', emit);
  for (const input of [lowest, highest]) {
    input.addEventListener('change', () => {
      auto.checked = false;
      emit();
    });
  }
  return {
    element,
    show: ({ register }: Controls) => {
      auto.checked = register === null;
      if (register === null || pair.contains(document.activeElement)) return;
      lowest.valueAsNumber = register.lowest;
      highest.valueAsNumber = register.highest;
    },
  };
};
