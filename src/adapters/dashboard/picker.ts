import type { ControlChange } from '../../protocol/controls.js';
import { nameKey } from '../../shared/names.js';

/** Something to choose. */
export interface Choice {
  readonly label: string;
  /** What else is said of it. */
  readonly detail: string;
  readonly change: ControlChange;
}

/** A list to choose from, narrowed by what is typed. */
export interface Picker {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** What was typed as a value of its own; undefined where that is none. */
  readonly typed: (text: string) => Choice | undefined;
  readonly filter: string;
  /** Number of the line that is marked, of those that are left. */
  readonly selected: number;
}

/** What a key does to a picker. */
export type PickerOutcome =
  | { readonly kind: 'open'; readonly picker: Picker }
  | { readonly kind: 'chosen'; readonly choice: Choice }
  | { readonly kind: 'closed' };

/** The choices that are left: those that begin as what was typed come first, and a typed value before all. */
export const leftIn = ({ choices, typed, filter }: Picker): readonly Choice[] => {
  const key = nameKey(filter.trim());
  if (key === '') return choices;
  const found = choices.filter(({ label }) => nameKey(label).includes(key));
  const [begun, others] = [true, false].map((is) => found.filter(({ label }) => nameKey(label).startsWith(key) === is));
  const own = found.some(({ label }) => nameKey(label) === key) ? undefined : typed(filter.trim());
  return [...(own ? [own] : []), ...begun, ...others];
};

const PAGE = 10;
const moves: Readonly<Record<string, number>> = { up: -1, down: 1, pageup: -PAGE, pagedown: PAGE };

const moved = (picker: Picker, by: number): Picker => {
  const last = Math.max(0, leftIn(picker).length - 1);
  return { ...picker, selected: Math.min(Math.max(picker.selected + by, 0), last) };
};

/** What comes of a key: letters narrow the list, arrows move, enter chooses, escape closes. */
export const pickerKey = (picker: Picker, key: string): PickerOutcome => {
  const open = (next: Picker): PickerOutcome => ({ kind: 'open', picker: next });
  if (key === 'escape' || key === 'C-c') return { kind: 'closed' };
  if (key === 'enter') {
    const choice = leftIn(picker).at(picker.selected);
    return choice ? { kind: 'chosen', choice } : open(picker);
  }
  if (key in moves) return open(moved(picker, moves[key]));
  if (key === 'backspace') return open({ ...picker, filter: picker.filter.slice(0, -1), selected: 0 });
  const letter = key === 'space' ? ' ' : key;
  return open(letter.length === 1 ? { ...picker, filter: picker.filter + letter, selected: 0 } : picker);
};

/** Its lines: what was typed, the choices that there is room for around the marked one, and how many there are. */
export const pickerLines = (
  picker: Picker,
  width: number,
  height: number,
): readonly { text: string; isMarked: boolean }[] => {
  const left = leftIn(picker);
  const room = Math.max(1, height - 2);
  const first = Math.max(0, Math.min(picker.selected - Math.floor(room / 2), left.length - room));
  const labels = Math.min(Math.max(0, ...left.map(({ label }) => label.length)), Math.floor(width / 2));
  const rows = left.slice(first, first + room).map(({ label, detail }, i) => ({
    text: ` ${label.padEnd(labels)}  ${detail}`.slice(0, width).padEnd(width),
    isMarked: first + i === picker.selected,
  }));
  const plain = (text: string) => ({ text: text.slice(0, width), isMarked: false });
  const blank = Array.from({ length: room - rows.length }, () => plain(''));
  const count = `${left.length} of ${picker.choices.length}   enter chooses, escape closes`;
  return [plain(` / ${picker.filter}_`), ...rows, ...blank, plain(` ${count}`)];
};
