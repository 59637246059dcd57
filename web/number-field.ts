import { changeOf } from '../src/protocol/controls/control-change.js';
import type { NumberDeclaration } from '../src/protocol/controls/control-declaration.js';
import type { ControlName } from '../src/protocol/controls/control-declarations.js';
import { shownText } from '../src/protocol/controls/control-text.js';
import { range, type Field, type Turn } from './control-fields.js';

/** A slider over the useful range of a control, as it is declared. */
export const numberField = (name: ControlName, declaration: NumberDeclaration, turn: Turn): Field => {
  const { label, useful, step, unset, default: usual } = declaration;
  const [min, max] = useful;
  return range(
    label,
    { min, max, step, usual: usual ?? min, ...(unset ? { unset: unset.word } : {}) },
    (controls) => {
      const value = controls[name];
      return typeof value === 'number' ? value : null;
    },
    (value) => shownText(name, value),
    (value) => turn(changeOf(name, value)),
  );
};
