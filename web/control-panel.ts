import type { ChoiceDeclaration, NumberDeclaration } from '../src/protocol/controls/control-declaration.js';
import { changeOf } from '../src/protocol/controls/control-change.js';
import { CONTROL_NAMES, controlDeclarations, type ControlName } from '../src/protocol/controls/control-declarations.js';
import { controlText, KEYS, METERS, meterOf, shownText } from '../src/protocol/controls/control-text.js';
import type { Snapshot } from '../src/protocol/live-event.js';
import { ComposerFields } from './composer-fields.js';
import { choice, range, toggle, type Field, type Turn } from './control-fields.js';
import { make } from './elements.js';
import { registerField } from './register-field.js';

const plain = (values: readonly string[]): (readonly [string, string])[] => values.map((value) => [value, value]);

const numberField = (name: ControlName, declaration: NumberDeclaration, turn: Turn): Field => {
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

const choiceField = (name: ControlName, { label, choices }: ChoiceDeclaration, turn: Turn): Field =>
  choice(
    label,
    Object.entries(choices).map(([word, meaning]) => [word, `${word}: ${meaning}`]),
    (controls) => controlText(name, controls[name]),
    (word) => turn(changeOf(name, word)),
  );

/** The field of a control; undefined for the composer, which has fields of its own. */
const fieldOf = (name: ControlName, turn: Turn): Field | undefined => {
  const declaration = controlDeclarations[name];
  const { label } = declaration;
  switch (declaration.kind) {
    case 'number':
      return numberField(name, declaration, turn);
    case 'choice':
      return choiceField(name, declaration, turn);
    case 'switch':
      return toggle(
        label,
        (controls) => controls[name] === true,
        (on) => turn(changeOf(name, on)),
      );
    case 'key':
      return choice(
        label,
        plain(KEYS),
        (controls) => controlText(name, controls[name]),
        (key) => turn(changeOf(name, key)),
      );
    case 'meter':
      return choice(
        label,
        plain(METERS),
        (controls) => controlText(name, controls[name]),
        (text) => turn(changeOf(name, meterOf(text))),
      );
    case 'register':
      return registerField(label, turn);
    case 'composer':
      return undefined;
  }
};

/** Every live control, as declared; each shows what the daemon says, not what was asked for. */
export class ControlPanel {
  readonly #fieldset = make('fieldset');
  readonly #fields: Field[] = [];
  readonly #composer: ComposerFields;

  constructor(place: HTMLElement, turn: Turn) {
    this.#composer = new ComposerFields(turn);
    for (const name of CONTROL_NAMES) this.#fieldset.append(...this.#elementsOf(name, turn));
    place.append(this.#fieldset);
    place.addEventListener('submit', (event) => event.preventDefault());
  }

  show(snapshot: Snapshot, mayCommand: boolean): void {
    this.#fieldset.disabled = !mayCommand;
    this.#composer.show(snapshot);
    for (const { show } of this.#fields) show(snapshot.controls);
  }

  /** Something was not done: everything goes back to how it stands. */
  undo(snapshot: Snapshot | undefined): void {
    for (const { undo, show } of this.#fields) {
      undo?.();
      if (snapshot) show(snapshot.controls);
    }
  }

  #elementsOf(name: ControlName, turn: Turn): readonly HTMLElement[] {
    const field = fieldOf(name, turn);
    if (!field) return this.#composer.elements;
    field.element.title = controlDeclarations[name].help;
    this.#fields.push(field);
    return [field.element];
  }
}
