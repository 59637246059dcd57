import type { ControlChange, Controls } from '../src/protocol/controls.js';
import { make } from './elements.js';

/** One control on the page. */
export interface Field {
  readonly element: HTMLElement;
  /** Shows a value that came from the daemon. */
  readonly show: (controls: Controls) => void;
  /** The daemon refused the choice; shows its value again. */
  readonly undo?: () => void;
}

export type Turn = (change: ControlChange) => void;

/** A label over what it names; `value` is shown beside the name. */
const labelled = (name: string, control: HTMLElement, value?: HTMLElement): HTMLElement =>
  make(
    'label',
    { className: 'control' },
    make('span', { className: 'name' }, name, ...(value ? [value] : [])),
    control,
  );

export interface RangeOptions {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider stands before there is a value. */
  readonly usual?: number;
  /** The word for null; a box beside the slider chooses it. */
  readonly unset?: 'auto' | 'off';
}

/** Not while the person drags it: the daemon's answer to an earlier place would pull it back. */
const showUnlessHeld = (input: HTMLInputElement, value: number): void => {
  if (!input.matches(':active')) input.value = String(value);
};

/** A slider for a number: how it stands, what is written beside it, and what turning it does. */
export const range = (
  name: string,
  { min, max, step, usual = min, unset }: RangeOptions,
  read: (controls: Controls) => number | null,
  textOf: (value: number | null) => string,
  turn: (value: number | null) => void,
): Field => {
  const shown = make('span', { className: 'figures' }); // an output would take the label from the slider
  const input = make('input', { type: 'range', min: String(min), max: String(max), step: String(step) });
  input.value = String(usual);
  input.setAttribute('aria-label', name);
  const box = make('input', { type: 'checkbox' });
  box.setAttribute('aria-label', unset === 'off' ? `${name}: no limit` : `${name}: automatic`);
  const emit = (value: number | null): void => {
    shown.textContent = textOf(value);
    input.setAttribute('aria-valuetext', shown.textContent);
  };
  input.addEventListener('input', () => {
    box.checked = false;
    emit(input.valueAsNumber);
    turn(input.valueAsNumber);
  });
  box.addEventListener('change', () => turn(box.checked ? null : input.valueAsNumber));
  const pair = unset ? make('span', { className: 'pair' }, input, make('label', {}, box, ` ${unset}`)) : input;
  return {
    element: labelled(name, pair, shown),
    show: (controls) => {
      const value = read(controls);
      if (value !== null) showUnlessHeld(input, value);
      box.checked = value === null;
      if (!input.matches(':active')) emit(value);
    },
  };
};

/** A list to choose one of. */
export const choice = (
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  read: (controls: Controls) => string,
  turn: (value: string) => void,
): Field & { readonly offer: (options: readonly (readonly [string, string])[]) => void } => {
  const select = make('select');
  let offeredText = '';
  let shown: string | undefined;
  const offer = (offered: readonly (readonly [string, string])[]): void => {
    const { value } = select;
    const text = JSON.stringify(offered);
    if (text === offeredText) return; // replacing the list would close it while in use
    offeredText = text;
    select.replaceChildren(...offered.map(([each, text]) => make('option', { value: each }, text)));
    select.value = value;
  };
  offer(options);
  select.addEventListener('change', () => {
    turn(select.value);
    // chosen with the mouse, the list lets go of the letters, which are keys of the piano
    if (!select.matches(':focus-visible')) select.blur();
  });
  return {
    element: labelled(name, select),
    show: (controls) => {
      const value = read(controls);
      if (value === shown) return; // what was chosen stands, though it may wait for the bar line
      shown = value;
      select.value = value;
    },
    undo: () => (shown = undefined),
    offer: (offered) => {
      offer(offered);
      if (shown !== undefined && select.value === '') shown = undefined;
    },
  };
};

/** A box to tick. */
export const toggle = (name: string, read: (controls: Controls) => boolean, turn: (on: boolean) => void): Field => {
  const input = make('input', { type: 'checkbox' });
  input.addEventListener('change', () => turn(input.checked));
  return {
    element: make('label', { className: 'control switch' }, input, name),
    show: (controls) => {
      input.checked = read(controls);
    },
  };
};
