import { InvalidArgumentError } from 'commander';
import { controlsSchema, type ControlChange } from '../protocol/controls.js';

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

const parsers: Readonly<Record<keyof ControlChange, (text: string) => unknown>> = {
  mode: parseText,
  composer: parseText,
  bpm: parseNumber,
  meter: parseMeter,
  temperature: parseNumber,
  topP: parseNumber,
  density: (text) => (text === 'auto' ? null : Number(text)),
  register: parseRegister,
  keyLock: parseText,
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
  mute: 'muted',
};

/** All names of controls, as people call them. */
export const CONTROL_NAMES: readonly string[] = [
  ...Object.keys(aliases),
  ...Object.keys(parsers).filter((name) => !Object.values<string>(aliases).includes(name)),
];

const isControl = (name: string): name is keyof ControlChange => name in parsers;

const controlNamed = (name: string): keyof ControlChange => {
  const control = aliases[name] ?? name;
  if (isControl(control)) return control;
  throw new InvalidArgumentError(`There is no control "${name}". Controls: ${Object.keys(parsers).join(', ')}.`);
};

/** One control from the way it is written, e.g. `6/8`, `40-72`, `on`; refuses what is out of range. */
export const parseControl = (name: string, text: string): ControlChange => {
  const control = controlNamed(name);
  const parsed = controlsSchema.shape[control].safeParse(parsers[control](text));
  if (parsed.success) return { [control]: parsed.data };
  const [problem] = parsed.error.issues;
  throw new InvalidArgumentError(`${name} cannot be "${text}": ${problem.message}.`);
};

/** For commander: an option whose value is that of a control. */
export const controlOption =
  (name: keyof ControlChange) =>
  (text: string, before: ControlChange | undefined): ControlChange => ({ ...before, ...parseControl(name, text) });

/** For commander: `name=value`, several times. */
export const assignments = (text: string, before: ControlChange = {}): ControlChange => {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Expected control=value, e.g. tempo=90.');
  return { ...before, ...parseControl(text.slice(0, at), text.slice(at + 1)) };
};
