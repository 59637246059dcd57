import type { Bindable } from '../../protocol/binding.js';
import { isBoundAction } from '../../protocol/bound-action.js';
import type { Command } from '../../protocol/command.js';
import type { NumberDeclaration, RegisterValue } from '../../protocol/controls/control-declaration.js';
import { controlDeclarations, type ControlName } from '../../protocol/controls/control-declarations.js';
import { changeOf } from '../../protocol/controls/control-change.js';
import { KEYS, METERS, meterOf } from '../../protocol/controls/control-text.js';
import { actionCommand } from '../../protocol/shortcuts.js';

/** The highest value a controller sends. */
const MOST = 127;
/** From here on a button is down. */
const DOWN = 64;
/** Keys of the piano between which a register moves, and its width, semitones. */
const LOWEST_KEY = 21;
const HIGHEST_KEY = 108;
const REGISTER_SPAN = 36;

/** `value` of 0–127 on a line from `from` to `to`, in whole steps. */
const between = (value: number, [from, to]: readonly [number, number], step: number): number =>
  Number((Math.round((from + (value / MOST) * (to - from)) / step) * step).toFixed(2));

/** A list spread evenly over the knob's range. */
const among = <T>(list: readonly T[], value: number): T =>
  list[Math.min(list.length - 1, Math.floor((value / (MOST + 1)) * list.length))];

/** The whole way covers the useful part; one end of it is null where the control may be. */
const numberOf = ({ useful, step, unset }: NumberDeclaration, value: number): number | null => {
  const isUnset = unset && value === (unset.end === 'left' ? 0 : MOST);
  return isUnset ? null : between(value, useful, step);
};

/** Fully left means automatic. */
const registerOf = (value: number): RegisterValue | null => {
  if (value === 0) return null;
  const lowest = between(value, [LOWEST_KEY, HIGHEST_KEY - REGISTER_SPAN], 1);
  return { lowest, highest: lowest + REGISTER_SPAN };
};

/** What a knob makes of a control, by what that takes. */
const valueOf = (name: ControlName, value: number, composers: readonly string[]): unknown => {
  const declaration = controlDeclarations[name];
  switch (declaration.kind) {
    case 'number':
      return numberOf(declaration, value);
    case 'choice':
      return among(Object.keys(declaration.choices), value);
    case 'switch':
      return value >= DOWN;
    case 'composer':
      return composers.length === 0 ? undefined : among(composers, value);
    case 'key':
      return among(KEYS, value);
    case 'meter':
      return meterOf(among(METERS, value));
    case 'register':
      return registerOf(value);
  }
};

/**
 * The command for a controller's value of 0–127. Buttons act when pressed, so `before`, their previous value, matters;
 * undefined for none.
 */
export const commandOfKnob = (
  control: Bindable,
  value: number,
  before: number,
  composers: readonly string[],
): Command | undefined => {
  if (isBoundAction(control)) return value >= DOWN && before < DOWN ? actionCommand(control) : undefined;
  const turned = valueOf(control, value, composers);
  return turned === undefined ? undefined : { kind: 'set', controls: changeOf(control, turned) };
};
