import { bindableSchema, type Bindable } from '../../protocol/binding.js';
import type { Command } from '../../protocol/command.js';
import type { Snapshot } from '../../protocol/live-event.js';
import type { ControlRow } from './control-row.js';
import { controlRows } from './control-rows.js';

/** What a key does to the dashboard itself. */
export type LocalAction = 'help' | 'page' | 'close' | 'up' | 'down';

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

const KEEP_SECONDS = 60;

const rowNamed = (name: string): ControlRow => {
  const row = controlRows.find((each) => each.name === name);
  if (!row) throw new Error(`there is no control ${name}`);
  return row;
};

const turn = (row: ControlRow | undefined, snapshot: Snapshot, direction: -1 | 1): Command => ({
  kind: 'set',
  controls: (row ?? controlRows[0]).step(snapshot, direction),
});

/** Which control a row turns. */
const controlOf = (row: ControlRow | undefined, snapshot: Snapshot): Bindable | null =>
  bindableSchema.options.find((name) => name in (row ?? controlRows[0]).step(snapshot, 1)) ?? null;

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

const simpleKey = (key: string, label: string, does: string, action: KeyAction): Binding => ({
  keys: [key],
  label,
  does,
  action: () => action,
});

/** Every key of the dashboard, in the order of the help. */
export const keyBindings: readonly Binding[] = [
  {
    keys: ['space'],
    label: 'space',
    does: 'stop the music, or let it go on',
    action: ({ snapshot }) => ({
      kind: 'transport',
      action: snapshot.transport.state === 'stopped' ? 'continue' : 'stop',
    }),
  },
  simpleKey('b', 'b', 'begin anew', { kind: 'transport', action: 'start' }),
  simpleKey('p', 'p', 'panic: silence at once', { kind: 'panic' }),
  simpleKey('o', 'o', 'end the piece: a cadence, then silence', { kind: 'end' }),
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
  stepKey(['m'], 'm', 'mode', 'next mode: solo, answer, duet'),
  stepKey(['n'], 'n', 'composer', 'next composer'),
  stepKey(['-'], '- +', 'tempo', 'slower, faster', -1),
  stepKey(['+', '='], '', 'tempo', ''),
  simpleKey('t', 't', 'tap the tempo', { kind: 'tap' }),
  stepKey(['x'], 'x', 'mute', 'mute'),
  stepKey(['h'], 'h', 'hold', 'hold (fermata)'),
  stepKey(['c'], 'c', 'click', 'click'),
  stepKey(['u'], 'u', 'thru', 'thru: your keys to the outputs'),
  {
    keys: ['i'],
    label: 'i',
    does: 'MIDI: learn a knob for the chosen control',
    action: ({ snapshot, selected }) => ({
      kind: 'learn',
      control: snapshot.surface.learning === null ? controlOf(controlRows[selected], snapshot) : null,
    }),
  },
  simpleKey('k', 'k', `keep the last ${KEEP_SECONDS} s as a file`, { kind: 'keep', seconds: KEEP_SECONDS }),
  simpleKey('l', 'l', 'like what was just played', { kind: 'like' }),
  {
    keys: ['e'],
    label: 'e',
    does: 'learn from what you play: on or off',
    action: ({ snapshot }) => ({ kind: 'lessons', action: snapshot.lessons.on ? 'off' : 'on' }),
  },
  simpleKey('f', 'f', 'forget what was learned from you', { kind: 'lessons', action: 'forget' }),
  {
    keys: ['r'],
    label: 'r',
    does: 'recording on or off',
    action: ({ snapshot }) => ({ kind: 'record', on: !snapshot.recording.on }),
  },
  simpleKey('w', 'w', 'web page: its address, to hear it', 'page'),
  simpleKey('?', '?', 'this help; escape closes it', 'help'),
  simpleKey('escape', '', '', 'close'),
];

/** The name of a key, from what blessed tells of it: its character, or else a name such as up and C-c. */
export const keyName = (char: string | undefined, full: string): string => {
  if (char === ' ') return 'space';
  return char?.length === 1 && char > ' ' && char < '\x7f' ? char : full;
};

/** Always there, even before the daemon has told anything. */
export const isQuitKey = (key: string): boolean => key === 'q' || key === 'C-c';

/** What a key means; undefined for the others. */
export const keyAction = (key: string, context: KeyContext): KeyAction | undefined =>
  keyBindings.find(({ keys }) => keys.includes(key))?.action(context);

export const helpText = (): string =>
  keyBindings
    .filter(({ label }) => label !== '')
    .map(({ label, does }) => `${label.padEnd(7)}${does}`)
    .concat('q      quit')
    .join('\n');
