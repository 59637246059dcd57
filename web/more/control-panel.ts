import { changeOf } from '../../src/protocol/controls/control-change.js';
import type { ChoiceDeclaration } from '../../src/protocol/controls/control-declaration.js';
import { controlDeclarations, type ControlName } from '../../src/protocol/controls/control-declarations.js';
import { controlText, KEYS, METERS, meterOf } from '../../src/protocol/controls/control-text.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { choice, toggle, type Field, type Turn } from '../control-fields.js';
import { make } from '../elements.js';
import { numberField } from '../number-field.js';
import { BlendFields } from './blend-fields.js';
import { controlGroups } from './control-groups.js';
import { registerField } from './register-field.js';

const plain = (values: readonly string[]): (readonly [string, string])[] => values.map((value) => [value, value]);

const choiceField = (name: ControlName, { label, choices }: ChoiceDeclaration, turn: Turn): Field =>
  choice(
    label,
    Object.entries(choices).map(([word, meaning]) => [word, `${word}: ${meaning}`]),
    (controls) => controlText(name, controls[name]),
    (word) => turn(changeOf(name, word)),
  );

/** The field of a control; undefined for the composer, which is chosen from a list of its own. */
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

/** A field with its sentence of help, as the search finds it. */
const explained = (element: HTMLElement, help: string, words = ''): HTMLElement => {
  const item = make('div', { className: 'item' }, element, make('p', { className: 'help' }, help));
  item.dataset.item = '';
  item.dataset.words = words;
  return item;
};

const groupOf = (title: string, items: readonly HTMLElement[]): HTMLElement => {
  const group = make('section', {}, make('h3', {}, title), make('div', { className: 'items' }, ...items));
  group.dataset.group = '';
  return group;
};

/** The live controls that are not under the stage, as declared; each shows what the daemon says, not what was asked. */
export class ControlPanel {
  readonly #fieldset = make('fieldset', { className: 'groups' });
  readonly #fields: Field[] = [];
  readonly #blend: BlendFields;

  /** `elsewhere` are the controls with a place of their own. */
  constructor(place: HTMLElement, elsewhere: readonly ControlName[], turn: Turn) {
    this.#blend = new BlendFields(turn);
    const help = 'Another composer of the same model, and how much of the music is theirs.';
    const blend = groupOf('Blend', [explained(make('div', {}, ...this.#blend.elements), help, 'composer')]);
    const groups = controlGroups(elsewhere).map(({ title, names }) =>
      groupOf(
        title,
        names.flatMap((name) => this.#itemsOf(name, turn)),
      ),
    );
    this.#fieldset.append(...groups, blend);
    place.append(this.#fieldset);
    place.addEventListener('submit', (event) => event.preventDefault());
  }

  show(snapshot: Snapshot, mayCommand: boolean): void {
    this.#fieldset.disabled = !mayCommand;
    this.#blend.show(snapshot);
    for (const { show } of this.#fields) show(snapshot.controls);
  }

  /** Something was not done: everything goes back to how it stands. */
  undo({ controls }: Snapshot): void {
    for (const { undo, show } of this.#fields) {
      undo?.();
      show(controls);
    }
  }

  #itemsOf(name: ControlName, turn: Turn): readonly HTMLElement[] {
    const field = fieldOf(name, turn);
    if (!field) return [];
    this.#fields.push(field);
    return [explained(field.element, controlDeclarations[name].help, name)];
  }
}
