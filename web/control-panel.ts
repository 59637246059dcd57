import type { Snapshot } from '../src/protocol/live-event.js';
import { KEY_NAMES, METERS, meterOf, meterText } from '../src/protocol/view/control-text.js';
import { ComposerFields } from './composer-fields.js';
import { choice, range, toggle, type Field, type Turn } from './control-fields.js';
import { make } from './elements.js';
import { registerField } from './register-field.js';

const plain = (values: readonly string[]): (readonly [string, string])[] => values.map((value) => [value, value]);

const musicFields = (turn: Turn): Field[] => [
  range(
    'Temperature',
    { min: 0, max: 2, step: 0.05 },
    (c) => c.temperature,
    (v) => turn({ temperature: v ?? 1 }),
  ),
  range(
    'Top-p',
    { min: 0.05, max: 1, step: 0.01 },
    (c) => c.topP,
    (v) => turn({ topP: v ?? 1 }),
  ),
  range(
    'Density',
    { min: 0.25, max: 16, step: 0.25, unit: ' notes per beat', usual: 2 },
    (c) => c.density,
    (density) => turn({ density }),
    'auto',
  ),
  registerField(turn),
  choice(
    'Key lock',
    [['off', 'off'], ...plain(KEY_NAMES)],
    (c) => c.keyLock,
    (keyLock) => turn({ keyLock }),
  ),
  range(
    'Quote limit',
    { min: 8, max: 64, step: 1, unit: ' notes', usual: 12 },
    (c) => c.quoteLimit,
    (quoteLimit) => turn({ quoteLimit }),
    'off',
  ),
  range(
    'Expression',
    { min: 0, max: 100, step: 1, unit: ' %' },
    (c) => c.expression,
    (v) => turn({ expression: v ?? 0 }),
  ),
];

const timeFields = (turn: Turn): Field[] => [
  range(
    'Tempo',
    { min: 20, max: 400, step: 1, unit: ' bpm' },
    (c) => c.bpm,
    (v) => turn({ bpm: v ?? 100 }),
  ),
  choice(
    'Tempo is',
    [
      ['fixed', 'as set'],
      ['follow', 'follows my phrase'],
    ],
    (c) => c.tempoMode,
    (v) => turn({ tempoMode: v === 'follow' ? 'follow' : 'fixed' }),
  ),
  choice('Metre', plain(METERS), meterText, (v) => turn({ meter: meterOf(v) })),
];

const answerFields = (turn: Turn): Field[] => [
  range(
    'Reply after',
    { min: 0, max: 3000, step: 50, unit: ' ms' },
    (c) => c.answerGapMs,
    (v) => turn({ answerGapMs: v ?? 0 }),
  ),
  choice(
    'Reply at',
    [
      ['now', 'once'],
      ['beat', 'the next beat'],
      ['bar', 'the next bar'],
    ],
    (c) => c.answerAt,
    (v) => turn({ answerAt: v === 'now' || v === 'bar' ? v : 'beat' }),
  ),
  range(
    'Reply length in bars (0: until I play)',
    { min: 0, max: 64, step: 1, unit: ' bars' },
    (c) => c.answerBars,
    (v) => turn({ answerBars: v ?? 0 }),
  ),
];

const switches = (turn: Turn): Field[] => [
  toggle(
    'Mute',
    (c) => c.muted,
    (muted) => turn({ muted }),
  ),
  toggle(
    'Hold',
    (c) => c.hold,
    (hold) => turn({ hold }),
  ),
  toggle(
    'Click',
    (c) => c.click,
    (click) => turn({ click }),
  ),
  toggle(
    'Thru: send my keys to the outputs',
    (c) => c.thru,
    (thru) => turn({ thru }),
  ),
];

/** Every live control; each shows what the daemon says, not what was asked for. */
export class ControlPanel {
  readonly #fieldset = make('fieldset');
  readonly #fields: readonly Field[];
  readonly #composer: ComposerFields;

  constructor(place: HTMLElement, turn: Turn) {
    this.#composer = new ComposerFields(turn);
    const mode = choice(
      'Mode',
      [
        ['solo', 'solo: plays by itself'],
        ['answer', 'answer: replies to me'],
        ['duet', 'duet: plays with me'],
      ],
      (c) => c.mode,
      (v) => turn({ mode: v === 'answer' || v === 'duet' ? v : 'solo' }),
    );
    const others = [...timeFields(turn), ...musicFields(turn), ...answerFields(turn), ...switches(turn)];
    this.#fields = [mode, ...others];
    const elements = others.map(({ element }) => element);
    this.#fieldset.append(mode.element, ...this.#composer.elements, ...elements);
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
}
