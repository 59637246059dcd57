import type { ControlChange, Mode } from '../../src/protocol/controls.js';
import { controlDeclarations } from '../../src/protocol/controls/control-declarations.js';
import type { Field } from '../control-fields.js';
import { make } from '../elements.js';

/** The modes side by side, one of them pressed. What was chosen stands, though it may wait for the bar line. */
export const modeSwitch = (turn: (change: ControlChange) => void): Field => {
  const declaration = controlDeclarations.mode;
  const choices = declaration.kind === 'choice' ? Object.entries(declaration.choices) : [];
  const inputs = choices.map(([mode]) => make('input', { type: 'radio', name: 'mode', value: mode }));
  const labels = choices.map(([mode, meaning], i) =>
    make('label', { title: `${mode}: ${meaning}` }, inputs[i], make('b', {}, mode), make('small', {}, meaning)),
  );
  let shown: Mode | undefined;
  for (const input of inputs) {
    input.addEventListener('change', () => turn({ mode: input.value as Mode }));
  }
  const legend = make('legend', { className: 'visually-hidden' }, declaration.label);
  return {
    element: make('fieldset', { className: 'modes' }, legend, ...labels),
    show: ({ mode }) => {
      if (mode === shown) return;
      shown = mode;
      for (const input of inputs) input.checked = input.value === mode;
    },
    undo: () => (shown = undefined),
  };
};
