import { controlsSchema, type ControlChange } from '../../protocol/controls.js';
import { changeOf } from '../../protocol/controls/control-change.js';
import type { NumberDeclaration } from '../../protocol/controls/control-declaration.js';
import {
  controlDeclarations,
  type ControlName,
  type ControlValue,
} from '../../protocol/controls/control-declarations.js';
import { spokenName } from '../../protocol/controls/control-names.js';
import { acceptedText, readControl, shownText } from '../../protocol/controls/control-text.js';
import { knownText } from '../../protocol/view/playable-text.js';
import { pairOf, pairText, partnersOf } from '../../protocol/view/composer-pair.js';
import type { Choices, ControlRow } from './control-row.js';
import type { Choice, Picker } from './picker.js';

/** So many values of a number are offered; any other can be typed. */
const MOST_VALUES = 30;

const valuesOf = ({
  useful: [from, to],
  step,
  keyStep = step,
  stops,
}: NumberDeclaration): readonly (number | null)[] => {
  if (stops) return stops;
  const count = Math.min(MOST_VALUES, Math.round((to - from) / keyStep));
  return Array.from({ length: count + 1 }, (_, i) => Number((from + ((to - from) * i) / count).toFixed(2)));
};

const choiceOf = (name: ControlName, value: ControlValue, detail = ''): Choice => ({
  label: shownText(name, value),
  detail,
  change: changeOf(name, value),
});

const choicesOf = (name: ControlName, list: readonly ControlValue[] | undefined): readonly Choice[] => {
  const declaration = controlDeclarations[name];
  if (declaration.kind === 'number') return valuesOf(declaration).map((value) => choiceOf(name, value));
  if (declaration.kind === 'choice') {
    return Object.entries(declaration.choices).map(([word, meaning]) => choiceOf(name, word as ControlValue, meaning));
  }
  return (list ?? []).map((value) => choiceOf(name, value));
};

/** A value as it is typed, where the control takes it. */
const typedAs =
  (name: ControlName) =>
  (text: string): Choice | undefined => {
    const [turned, value] = readControl(name, text);
    const parsed = controlsSchema.shape[turned].safeParse(value);
    return parsed.success && turned === name ? choiceOf(name, parsed.data, 'as typed') : undefined;
  };

/** A list of a control's values. */
export const valuePicker = (name: ControlName, list: readonly ControlValue[] | undefined): Picker => ({
  title: `${spokenName(name)}: ${acceptedText(name)}`,
  choices: choicesOf(name, list),
  typed: typedAs(name),
  filter: '',
  selected: 0,
});

const playableDetail = ({ playable }: Choices, name: string): string => {
  const found = playable.find((each) => each.name === name);
  if (!found) return '';
  const unfinished = found.isUnfinished ? ', unfinished' : '';
  return found.model === name ? `model${unfinished}` : `${found.model} knows ${knownText(found.notes)}${unfinished}`;
};

const composersTo = (
  title: string,
  choices: Choices,
  names: readonly string[],
  changeTo: (name: string) => ControlChange,
): Picker => ({
  title,
  choices: names.map((name) => ({ label: name, detail: playableDetail(choices, name), change: changeTo(name) })),
  typed: () => undefined,
  filter: '',
  selected: 0,
});

/** A list of all composers. */
export const composerPicker = (choices: Choices): Picker =>
  composersTo('composer', choices, choices.composers, (composer) => ({ composer }));

/** A list of those who can be blended with a composer. */
export const partnerPicker = (choices: Choices, first: string): Picker =>
  composersTo(`blend ${first} with`, choices, partnersOf(first, choices.families), (second) => ({
    composer: `${first}:50+${second}:50`,
  }));

const SHARE_STEP = 5;

/** A list of shares of the second composer of a blend; without one, of those to blend with. */
export const sharePicker = (choices: Choices): Picker => {
  const pair = pairOf(choices.controls.composer, choices.composers);
  const { first, second } = pair;
  if (second === null) return partnerPicker(choices, first);
  const percents = Array.from({ length: 100 / SHARE_STEP - 1 }, (_, i) => (i + 1) * SHARE_STEP);
  return {
    title: `share of ${second}`,
    choices: percents.map((percent) => ({
      ...{ label: `${percent} %`, detail: '' },
      change: { composer: pairText({ ...pair, percent }) },
    })),
    typed: () => undefined,
    filter: '',
    selected: 0,
  };
};

/** The list for a row, with what holds now marked. */
export const pickerFor = (row: ControlRow, choices: Choices): Picker => {
  const picker = row.picker(choices);
  const now = row.text(choices.controls, choices.composers);
  return {
    ...picker,
    selected: Math.max(
      0,
      picker.choices.findIndex(({ label }) => label === now),
    ),
  };
};
