import { InvalidArgumentError } from 'commander';
import { controlsSchema, type ControlChange } from '../protocol/controls.js';
import { controlForms, controlNamed } from './control-parsers.js';

/** One control from the way it is written, e.g. `6/8`, `40-72`, `on`; refuses what is out of range. */
export const parseControl = (name: string, text: string): ControlChange => {
  const control = controlNamed(name);
  const parsed = controlsSchema.shape[control].safeParse(controlForms[control](text));
  if (parsed.success) return { [control]: parsed.data };
  const [problem] = parsed.error.issues;
  throw new InvalidArgumentError(`${name} cannot be "${text}": ${problem.message}.`);
};
