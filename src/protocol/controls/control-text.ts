import type { ControlDeclaration, MeterValue, RegisterValue } from './control-declaration.js';
import { controlDeclarations, type ControlName, type ControlValue } from './control-declarations.js';
import { controlNamed } from './control-names.js';

/** Every key that music can be kept to. */
const KEY_NAMES: readonly string[] = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'].flatMap(
  (tonic) => [`${tonic} major`, `${tonic} minor`],
);

/** The keys that are offered, and none. */
export const KEYS: readonly string[] = ['off', ...KEY_NAMES];

/** The meters that are offered; any other can be typed. */
export const METERS: readonly string[] = ['2/4', '3/4', '4/4', '5/4', '6/4', '2/2', '3/8', '6/8', '7/8', '9/8', '12/8'];

/** The meter that `3/4` means. */
export const meterOf = (text: string): MeterValue => {
  const [numerator, denominator] = text.split('/').map(Number);
  return { numerator, denominator };
};

const registerOf = (text: string): RegisterValue => {
  const [lowest, highest] = text.split('-').map(Number);
  return { lowest, highest };
};

/** How null is written of a control that may be null. */
const unsetWord = (declaration: ControlDeclaration): string =>
  declaration.kind === 'number' ? (declaration.unset?.word ?? '') : 'auto';

/** A value as it is written on the command line: `90`, `auto`, `on`, `3/4`, `40-72`. */
export const controlText = (name: ControlName, value: ControlValue): string => {
  if (value === null) return unsetWord(controlDeclarations[name]);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(Number(value.toFixed(2)));
  return 'numerator' in value ? `${value.numerator}/${value.denominator}` : `${value.lowest}-${value.highest}`;
};

/** A value as it is shown: what is written, and the unit of a number. */
export const shownText = (name: ControlName, value: ControlValue): string => {
  const declaration = controlDeclarations[name];
  const unit = declaration.kind === 'number' && value !== null ? declaration.unit : '';
  return `${controlText(name, value)} ${unit}`.trimEnd();
};

const switchWords: Readonly<Record<string, boolean>> = { on: true, true: true, off: false, false: false };

/** Null is written with either word, whichever is the control's own. */
const isUnset = (text: string): boolean => text === 'auto' || text === 'off';

const readingOf = (declaration: ControlDeclaration, text: string): unknown => {
  switch (declaration.kind) {
    case 'number':
      if (declaration.unset && isUnset(text)) return null;
      return text.trim() === '' ? text : Number(text);
    case 'switch':
      return switchWords[text] ?? text;
    case 'meter':
      return meterOf(text);
    case 'register':
      return isUnset(text) ? null : registerOf(text);
    case 'choice':
    case 'composer':
    case 'key':
      return text;
  }
};

/** What is written of a control, as the control that it turns and a value that is still to be checked. */
export const readControl = (name: ControlName, text: string): readonly [ControlName, unknown] => {
  const declaration = controlDeclarations[name];
  const other = declaration.shorthand?.[text];
  const turned = other && controlNamed(other.control);
  return turned ? [turned, other.value] : [name, readingOf(declaration, text)];
};

const numbersText = (least: number, most: number, whole?: boolean): string =>
  `a ${whole === true ? 'whole number' : 'number'} from ${least} to ${most}`;

/** What a control takes, in words: `a number from 20 to 400 (bpm), or follow`. */
export const acceptedText = (name: ControlName): string => {
  const declaration = controlDeclarations[name];
  switch (declaration.kind) {
    case 'number': {
      const { range, whole, unit, unset, shorthand = {} } = declaration;
      const words = [...(unset ? [unset.word] : []), ...Object.keys(shorthand)];
      const numbers = numbersText(...range, whole) + (unit === '' ? '' : ` (${unit})`);
      return [numbers, ...words].join(', or ');
    }
    case 'choice':
      return Object.keys(declaration.choices)
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' or ');
    case 'switch':
      return 'on or off';
    case 'composer':
      return 'the name of a model, or a blend such as Chopin:70+Joplin:30';
    case 'key':
      return 'a key such as "C major" or "F# minor", or off';
    case 'meter':
      return 'a time signature such as 3/4 or 6/8';
    case 'register':
      return 'the lowest and the highest MIDI pitch, at least an octave apart, such as 40-72, or auto';
  }
};

/** What stands for the value in the help of a command: `bpm|follow`, `solo|answer|duet`, `low-high|auto`. */
export const valueHint = (name: ControlName): string => {
  const declaration = controlDeclarations[name];
  switch (declaration.kind) {
    case 'number':
      return [declaration.unit === '' ? 'x' : declaration.unit, ...offeredWords(name)].join('|');
    case 'choice':
    case 'switch':
      return offeredWords(name).join('|');
    case 'register':
      return 'low-high|auto';
    case 'meter':
      return 'n/d';
    case 'composer':
    case 'key':
      return declaration.kind;
  }
};

/** Words that are offered where a control is typed; none where anything fits. */
export const offeredWords = (name: ControlName): readonly string[] => {
  const declaration = controlDeclarations[name];
  switch (declaration.kind) {
    case 'number':
      return [...(declaration.unset ? [declaration.unset.word] : []), ...Object.keys(declaration.shorthand ?? {})];
    case 'choice':
      return Object.keys(declaration.choices);
    case 'switch':
      return ['on', 'off'];
    case 'key':
      return KEYS;
    case 'meter':
      return METERS;
    case 'register':
      return ['auto'];
    case 'composer':
      return [];
  }
};
