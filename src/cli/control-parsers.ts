import { InvalidArgumentError } from 'commander';
import type { ControlChange } from '../protocol/controls.js';

/** How a control is written on a command line, where that is not its JSON. */
const parseMeter = (text: string): unknown => {
  const [numerator, denominator] = text.split('/').map(Number);
  return { numerator, denominator };
};

const parseRegister = (text: string): unknown => {
  if (text === 'auto' || text === 'off') return null;
  const [lowest, highest] = text.split('-').map(Number);
  return { lowest, highest };
};

const parseSwitch = (text: string): unknown => {
  if (text === 'on' || text === 'true') return true;
  return text === 'off' || text === 'false' ? false : text;
};

const parseNumber = (text: string): unknown => (text.trim() === '' ? text : Number(text));
const parseText = (text: string): unknown => text;

/** What is to be checked of each control, from the way it is written. */
export const controlForms: Readonly<Record<keyof ControlChange, (text: string) => unknown>> = {
  mode: parseText,
  composer: parseText,
  bpm: parseNumber,
  meter: parseMeter,
  temperature: parseNumber,
  topP: parseNumber,
  density: (text) => (text === 'auto' ? null : Number(text)),
  register: parseRegister,
  keyLock: parseText,
  quoteLimit: (text) => (text === 'off' ? null : parseNumber(text)),
  expression: parseNumber,
  muted: parseSwitch,
  hold: parseSwitch,
  click: parseSwitch,
  thru: parseSwitch,
  tempoMode: parseText,
  answerGapMs: parseNumber,
  answerAt: parseText,
  answerBars: parseNumber,
};

/** Other names by which people call controls. */
const aliases: Readonly<Record<string, keyof ControlChange>> = {
  tempo: 'bpm',
  key: 'keyLock',
  'top-p': 'topP',
  'quote-limit': 'quoteLimit',
  mute: 'muted',
};

/** All names of controls, as people call them. */
export const CONTROL_NAMES: readonly string[] = [
  ...Object.keys(aliases),
  ...Object.keys(controlForms).filter((name) => !Object.values<string>(aliases).includes(name)),
];

const isControl = (name: string): name is keyof ControlChange => name in controlForms;

/** The control that people call so. */
export const controlNamed = (name: string): keyof ControlChange => {
  const control = aliases[name] ?? name;
  if (isControl(control)) return control;
  throw new InvalidArgumentError(`There is no control "${name}". Controls: ${Object.keys(controlForms).join(', ')}.`);
};
