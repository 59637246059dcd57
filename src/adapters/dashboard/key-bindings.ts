import { bindableSchema, type Bindable } from '../../protocol/binding.js';
import type { Command } from '../../protocol/command.js';
import { shortcuts, type NamedShortcut } from '../../protocol/commands.js';
import type { Snapshot } from '../../protocol/live-event.js';
import { shortcutCommand } from '../../protocol/shortcuts.js';
import type { ControlRow } from './control-row.js';
import { controlRows } from './control-rows.js';

/** What a key does to the dashboard itself. */
export type LocalAction = 'help' | 'page' | 'open' | 'close' | 'up' | 'down' | 'pick' | 'pick composer';

export type KeyAction = LocalAction | Command;

/** What keys are pressed on. */
export interface KeyContext {
  readonly snapshot: Snapshot;
  /** Number of the control that is selected. */
  readonly selected: number;
}

interface Binding {
  /** Names as blessed gives them. */
  readonly keys: readonly string[];
  /** How the help shows them. */
  readonly label: string;
  readonly does: string;
  readonly action: (context: KeyContext) => KeyAction;
}

/** Always there, even before the daemon has told anything. */
const QUIT_KEYS: readonly string[] = ['q', 'C-c'];

const rowNamed = (name: string): ControlRow => {
  const row = controlRows.find((each) => each.name === name);
  if (!row) throw new Error(`there is no control ${name}`);
  return row;
};

const turn = (row: ControlRow | undefined, snapshot: Snapshot, direction: -1 | 1): Command => ({
  kind: 'set',
  controls: (row ?? controlRows[0]).step(snapshot, direction),
});

/** What a row turns, where a knob can be mapped to it. */
const bindableOf = (row: ControlRow | undefined): Bindable | null =>
  bindableSchema.options.find((name) => name === (row ?? controlRows[0]).control) ?? null;

/** A key that turns one control by a step. */
const stepKey = (
  keys: readonly string[],
  label: string,
  name: string,
  does: string,
  direction: -1 | 1 = 1,
): Binding => {
  const row = rowNamed(name);
  return { keys, label, does, action: ({ snapshot }) => turn(row, snapshot, direction) };
};

const simpleKey = (key: string, label: string, does: string, action: LocalAction): Binding => ({
  keys: [key],
  label,
  does,
  action: () => action,
});

/** Keys that choose a control and set it, or that are about the dashboard itself. */
const ownBindings: readonly Binding[] = [
  simpleKey('up', '↑ ↓', 'choose a control', 'up'),
  simpleKey('down', '', '', 'down'),
  {
    keys: ['left'],
    label: '← →',
    does: 'turn it',
    action: ({ snapshot, selected }) => turn(controlRows[selected], snapshot, -1),
  },
  {
    keys: ['right'],
    label: '',
    does: '',
    action: ({ snapshot, selected }) => turn(controlRows[selected], snapshot, 1),
  },
  { keys: ['enter'], label: 'enter', does: 'choose its value from a list', action: () => 'pick' },
  simpleKey('/', '/', 'find a composer by name', 'pick composer'),
  stepKey(['m'], 'm', 'mode', 'next mode: solo, answer, duet'),
  stepKey(['n'], 'n', 'composer', 'next composer'),
  stepKey(['-'], '- +', 'tempo', 'slower, faster', -1),
  stepKey(['+', '='], '', 'tempo', ''),
  stepKey(['x'], 'x', 'mute', 'mute'),
  stepKey(['h'], 'h', 'hold', 'hold (fermata)'),
  stepKey(['c'], 'c', 'click', 'click'),
  stepKey(['u'], 'u', 'thru', 'thru: your keys to the outputs'),
  simpleKey('o', 'o', 'open the page in the browser, to hear it', 'open'),
  simpleKey('w', 'w', 'web page: its link and QR code', 'page'),
  simpleKey('?', '?', 'this help (↑ ↓ scroll it); escape closes it', 'help'),
  simpleKey('escape', '', '', 'close'),
];

/** A key that sends a command, by its row in the table. */
const commandKey = (shortcut: NamedShortcut & { readonly key: string }): Binding => ({
  keys: [shortcut.key],
  label: shortcut.key,
  does: shortcut.does,
  action: ({ snapshot, selected }) =>
    shortcutCommand(shortcut, { ...snapshot, chosen: bindableOf(controlRows[selected]) }),
});

const hasKey = (shortcut: NamedShortcut): shortcut is NamedShortcut & { readonly key: string } =>
  shortcut.key !== undefined;

/** Every key of the dashboard, in the order of the help. */
export const keyBindings: readonly Binding[] = [...shortcuts.filter(hasKey).map(commandKey), ...ownBindings];

/** Keys that no command of the table may have. */
export const OWN_KEYS: readonly string[] = [...ownBindings.flatMap(({ keys }) => keys), ...QUIT_KEYS];

/** The name of a key, from what blessed tells of it: its character, or else a name such as up and C-c. */
export const keyName = (char: string | undefined, full: string): string => {
  if (char === ' ') return 'space';
  return char?.length === 1 && char > ' ' && char < '\x7f' ? char : full;
};

export const isQuitKey = (key: string): boolean => QUIT_KEYS.includes(key);

/** What a key means; undefined for the others. */
export const keyAction = (key: string, context: KeyContext): KeyAction | undefined =>
  keyBindings.find(({ keys }) => keys.includes(key))?.action(context);

export const helpText = (): string =>
  keyBindings
    .filter(({ label }) => label !== '')
    .map(({ label, does }) => `${label.padEnd(7)}${does}`)
    .concat('q      quit')
    .join('\n');
