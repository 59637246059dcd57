import { changeOf } from '../../protocol/controls/control-change.js';
import type { NumberDeclaration, RegisterValue } from '../../protocol/controls/control-declaration.js';
import {
  CONTROL_NAMES,
  controlDeclarations,
  type ControlName,
  type ControlValue,
} from '../../protocol/controls/control-declarations.js';
import { spokenName } from '../../protocol/controls/control-names.js';
import { controlText, KEYS, METERS, meterOf, shownText } from '../../protocol/controls/control-text.js';
import { composerRows } from './composer-rows.js';
import { nextOf, type ControlRow } from './control-row.js';
import { valuePicker } from './value-choices.js';

const REGISTERS: readonly (RegisterValue | null)[] = [
  null,
  { lowest: 21, highest: 47 },
  { lowest: 36, highest: 59 },
  { lowest: 48, highest: 83 },
  { lowest: 60, highest: 96 },
  { lowest: 72, highest: 108 },
];

/** What arrow keys go through; undefined for numbers on a line and for the composer, which has rows of its own. */
const listOf = (name: ControlName): readonly ControlValue[] | undefined => {
  const declaration = controlDeclarations[name];
  switch (declaration.kind) {
    case 'number':
      return declaration.stops;
    case 'choice':
      return Object.keys(declaration.choices);
    case 'switch':
      return [false, true];
    case 'key':
      return KEYS;
    case 'meter':
      return METERS.map(meterOf);
    case 'register':
      return REGISTERS;
    case 'composer':
      return undefined;
  }
};

/** The next whole step on the line, as far as that goes. */
const stepped = ({ range: [least, most], step, keyStep = step }: NumberDeclaration, from: number, by: number): number =>
  Number(Math.min(Math.max((Math.round(from / keyStep) + by) * keyStep, least), most).toFixed(3));

const rowOf = (name: ControlName): ControlRow => {
  const declaration = controlDeclarations[name];
  const list = listOf(name);
  const texts = list?.map((value) => controlText(name, value)) ?? [];
  return {
    name: spokenName(name),
    control: name,
    picker: () => valuePicker(name, list),
    text: (controls) => shownText(name, controls[name]),
    step: ({ controls }, direction) => {
      const value = controls[name];
      if (list) return changeOf(name, nextOf(list, texts.indexOf(controlText(name, value)), direction));
      if (declaration.kind !== 'number' || typeof value !== 'number') return {};
      return changeOf(name, stepped(declaration, value, direction));
    },
  };
};

/** Every control of the daemon, in the order in which they are declared. */
export const controlRows: readonly ControlRow[] = CONTROL_NAMES.flatMap((name) =>
  controlDeclarations[name].kind === 'composer' ? composerRows : [rowOf(name)],
);
