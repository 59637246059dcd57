import { InvalidArgumentError } from 'commander';
import { controlsSchema, type ControlChange } from '../protocol/controls.js';
import { invalidText } from '../shared/invalid-value.js';
import { controlForms, controlNamed } from './control-parsers.js';

/** What controls take that are written in a form of their own. */
const written: Partial<Readonly<Record<keyof ControlChange, string>>> = {
  meter: 'must be a time signature such as 3/4 or 6/8',
  register: 'must be two MIDI pitches at least an octave apart, such as 40-72, or auto',
};

/** One control from the way it is written, e.g. `6/8`, `40-72`, `on`; refuses what is out of range. */
export const parseControl = (name: string, text: string): ControlChange => {
  const control = controlNamed(name);
  const schema = controlsSchema.shape[control];
  const value = controlForms[control](text);
  const parsed = schema.safeParse(value);
  if (parsed.success) return { [control]: parsed.data };
  const words = { null: control === 'quoteLimit' ? 'off' : 'auto', switch: 'on or off' };
  const form = written[control];
  throw new InvalidArgumentError(
    `${form === undefined ? invalidText(schema, value, parsed.error, name, words) : `${name} ${form}`}.`,
  );
};
