import { InvalidArgumentError } from 'commander';
import { controlsSchema, type ControlChange } from '../protocol/controls.js';
import { CONTROL_NAMES } from '../protocol/controls/control-declarations.js';
import { controlNamed, spokenName } from '../protocol/controls/control-names.js';
import { acceptedText, readControl } from '../protocol/controls/control-text.js';
import { didYouMean } from '../shared/nearest-names.js';

/** One control from the way it is written, e.g. `6/8`, `40-72`, `on`; refuses what is out of range. */
export const parseControl = (name: string, text: string): ControlChange => {
  const control = controlNamed(name);
  if (!control) {
    const hint = didYouMean(name, CONTROL_NAMES.map(spokenName));
    throw new InvalidArgumentError(`There is no control "${name}". ${hint}`.trimEnd());
  }
  const [turned, value] = readControl(control, text);
  const parsed = controlsSchema.shape[turned].safeParse(value);
  if (parsed.success) return { [turned]: parsed.data };
  throw new InvalidArgumentError(`${spokenName(control)} must be ${acceptedText(control)}.`);
};
