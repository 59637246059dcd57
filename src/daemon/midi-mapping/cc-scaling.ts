import type { Bindable } from '../../protocol/binding.js';
import { isBoundAction } from '../../protocol/bound-action.js';
import type { Command } from '../../protocol/command.js';
import type { ControlChange, Controls, Mode } from '../../protocol/controls.js';
import { actionCommand } from '../../protocol/shortcuts.js';
import { KEY_NAMES, METERS, meterOf } from '../../protocol/view/control-text.js';

/** The highest value a controller sends. */
const MOST = 127;
/** From here on a button is down. */
const DOWN = 64;
/** Keys of the piano between which a register moves, and its width, semitones. */
const LOWEST_KEY = 21;
const HIGHEST_KEY = 108;
const REGISTER_SPAN = 36;

/** From, to, and step. */
type Way = readonly [from: number, to: number, step: number];

/** `value` of 0–127 on a line from `from` to `to`, in whole steps. */
const between = (value: number, [from, to, step]: Way): number =>
  Number((Math.round((from + (value / MOST) * (to - from)) / step) * step).toFixed(2));

/** A list spread evenly over the knob's range. */
const among = <T>(list: readonly T[], value: number): T =>
  list[Math.min(list.length - 1, Math.floor((value / (MOST + 1)) * list.length))];

const MODES: readonly Mode[] = ['solo', 'answer', 'duet'];
const PLACES: readonly Controls['answerAt'][] = ['now', 'beat', 'bar'];
const KEYS = ['off', ...KEY_NAMES];

/** Fully left means automatic. */
const registerOf = (value: number): Controls['register'] => {
  if (value === 0) return null;
  const lowest = between(value, [LOWEST_KEY, HIGHEST_KEY - REGISTER_SPAN, 1]);
  return { lowest, highest: lowest + REGISTER_SPAN };
};

/** The value of each control for a knob position: the whole turn covers the useful range. */
const turns: Readonly<Record<Exclude<keyof Controls, 'composer'>, (value: number) => ControlChange>> = {
  mode: (value) => ({ mode: among(MODES, value) }),
  bpm: (value) => ({ bpm: between(value, [40, 220, 1]) }),
  meter: (value) => ({ meter: meterOf(among(METERS, value)) }),
  temperature: (value) => ({ temperature: between(value, [0.2, 2, 0.01]) }),
  topP: (value) => ({ topP: between(value, [0.5, 1, 0.01]) }),
  density: (value) => ({ density: value === 0 ? null : between(value, [0.25, 8, 0.25]) }),
  register: (value) => ({ register: registerOf(value) }),
  keyLock: (value) => ({ keyLock: among(KEYS, value) }),
  quoteLimit: (value) => ({ quoteLimit: value === MOST ? null : between(value, [8, 32, 1]) }),
  expression: (value) => ({ expression: between(value, [0, 100, 1]) }),
  muted: (value) => ({ muted: value >= DOWN }),
  hold: (value) => ({ hold: value >= DOWN }),
  click: (value) => ({ click: value >= DOWN }),
  thru: (value) => ({ thru: value >= DOWN }),
  tempoMode: (value) => ({ tempoMode: value >= DOWN ? 'follow' : 'fixed' }),
  answerGapMs: (value) => ({ answerGapMs: between(value, [50, 2000, 10]) }),
  answerAt: (value) => ({ answerAt: among(PLACES, value) }),
  answerBars: (value) => ({ answerBars: between(value, [0, 16, 1]) }),
};

/**
 * The command for a controller's value of 0–127. Buttons act when pressed, so `before`, their previous value, matters;
 * undefined for none.
 */
export const commandOfKnob = (
  control: Bindable,
  value: number,
  before: number,
  composers: readonly string[],
): Command | undefined => {
  if (isBoundAction(control)) return value >= DOWN && before < DOWN ? actionCommand(control) : undefined;
  if (control !== 'composer') return { kind: 'set', controls: turns[control](value) };
  return composers.length === 0 ? undefined : { kind: 'set', controls: { composer: among(composers, value) } };
};
