import type { ControlChange, Controls, Register } from '../../protocol/controls.js';
import { KEY_NAMES, METERS, meterOf, meterText } from '../../protocol/view/control-text.js';
import { composerRows } from './composer-rows.js';
import { nextOf, type ControlRow } from './control-row.js';

const DENSITIES = [null, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16];
const REGISTERS: readonly (Register | null)[] = [
  null,
  { lowest: 21, highest: 47 },
  { lowest: 36, highest: 59 },
  { lowest: 48, highest: 83 },
  { lowest: 60, highest: 96 },
  { lowest: 72, highest: 108 },
];
const KEYS = ['off', ...KEY_NAMES];

const QUOTE_LIMITS = [8, 10, 12, 16, 20, 24, 32, null];

const registerText = (register: Register | null): string =>
  register === null ? 'auto' : `${register.lowest}-${register.highest}`;

const switchRow = (
  name: string,
  read: (controls: Controls) => boolean,
  turn: (on: boolean) => ControlChange,
): ControlRow => ({
  name,
  text: (controls) => (read(controls) ? 'on' : 'off'),
  step: ({ controls }) => turn(!read(controls)),
});

interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit?: string;
}

const numberRow = (
  name: string,
  { min, max, step, unit = '' }: NumberRange,
  read: (controls: Controls) => number,
  turn: (value: number) => ControlChange,
): ControlRow => ({
  name,
  text: (controls) => `${Number(read(controls).toFixed(2))}${unit}`,
  step: ({ controls }, direction) => {
    const value = Math.round(read(controls) / step + direction) * step;
    return turn(Number(Math.min(Math.max(value, min), max).toFixed(3)));
  },
});

const listRow = <T extends string>(
  name: string,
  list: readonly T[],
  read: (controls: Controls) => string,
  turn: (value: T) => ControlChange,
): ControlRow => ({
  name,
  text: read,
  step: ({ controls }, direction) =>
    turn(
      nextOf(
        list,
        list.findIndex((value) => value === read(controls)),
        direction,
      ),
    ),
});

const densityRow: ControlRow = {
  name: 'density',
  text: ({ density }) => (density === null ? 'auto' : String(density)),
  step: ({ controls }, direction) => ({ density: nextOf(DENSITIES, DENSITIES.indexOf(controls.density), direction) }),
};

const quoteLimitRow: ControlRow = {
  name: 'quote limit',
  text: ({ quoteLimit }) => (quoteLimit === null ? 'off' : `${quoteLimit} notes`),
  step: ({ controls }, direction) => ({
    quoteLimit: nextOf(QUOTE_LIMITS, QUOTE_LIMITS.indexOf(controls.quoteLimit), direction),
  }),
};

const registerRow: ControlRow = {
  name: 'register',
  text: ({ register }) => registerText(register),
  step: ({ controls }, direction) => {
    const at = REGISTERS.map(registerText).indexOf(registerText(controls.register));
    return { register: nextOf(REGISTERS, at, direction) };
  },
};

/** Every control of the daemon, in the order in which they are shown. */
export const controlRows: readonly ControlRow[] = [
  ...composerRows,
  listRow(
    'mode',
    ['solo', 'answer', 'duet'],
    ({ mode }) => mode,
    (mode) => ({ mode }),
  ),
  numberRow(
    'tempo',
    { min: 20, max: 400, step: 1 },
    ({ bpm }) => bpm,
    (bpm) => ({ bpm }),
  ),
  listRow('meter', METERS, meterText, (text) => ({ meter: meterOf(text) })),
  numberRow(
    'temperature',
    { min: 0, max: 5, step: 0.05 },
    ({ temperature }) => temperature,
    (temperature) => ({ temperature }),
  ),
  numberRow(
    'top-p',
    { min: 0.01, max: 1, step: 0.01 },
    ({ topP }) => topP,
    (topP) => ({ topP }),
  ),
  densityRow,
  registerRow,
  listRow(
    'key',
    KEYS,
    ({ keyLock }) => keyLock,
    (keyLock) => ({ keyLock }),
  ),
  quoteLimitRow,
  numberRow(
    'expression',
    { min: 0, max: 100, step: 5, unit: ' %' },
    ({ expression }) => expression,
    (expression) => ({ expression }),
  ),
  listRow(
    'tempo mode',
    ['fixed', 'follow'],
    ({ tempoMode }) => tempoMode,
    (tempoMode) => ({ tempoMode }),
  ),
  numberRow(
    'answer gap',
    { min: 0, max: 10_000, step: 50, unit: ' ms' },
    ({ answerGapMs }) => answerGapMs,
    (answerGapMs) => ({ answerGapMs }),
  ),
  listRow(
    'answer at',
    ['now', 'beat', 'bar'],
    ({ answerAt }) => answerAt,
    (answerAt) => ({ answerAt }),
  ),
  numberRow(
    'answer bars',
    { min: 0, max: 64, step: 1 },
    ({ answerBars }) => answerBars,
    (answerBars) => ({ answerBars }),
  ),
  switchRow(
    'mute',
    ({ muted }) => muted,
    (muted) => ({ muted }),
  ),
  switchRow(
    'hold',
    ({ hold }) => hold,
    (hold) => ({ hold }),
  ),
  switchRow(
    'click',
    ({ click }) => click,
    (click) => ({ click }),
  ),
  switchRow(
    'thru',
    ({ thru }) => thru,
    (thru) => ({ thru }),
  ),
];
