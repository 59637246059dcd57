import type { ControlDeclaration, ValueOf } from './control-declaration.js';

/**
 * Every control that can be turned while the daemon plays, in the order in which they are shown. This is the one
 * place where a control is declared: schema, settings, environment, command line, completion, dashboard, page, MIDI
 * controllers, recordings and documentation all follow from it. It loads nothing, so that the command line is there
 * at once.
 */
const table = {
  composer: {
    kind: 'composer',
    label: 'Composer',
    help: 'Who plays: a model, or a blend of up to four composers of one model with their shares, e.g. Chopin:70+Joplin:30.',
    heard: 'bar line',
    default: 'Chopin',
  },
  mode: {
    kind: 'choice',
    letter: 'm',
    label: 'Mode',
    help: 'How the daemon plays with you.',
    choices: { solo: 'plays by itself', answer: 'replies when you pause', duet: 'plays along with you' },
    heard: 'bar line',
    default: 'solo',
  },
  tempo: {
    kind: 'number',
    label: 'Tempo',
    help: 'Quarter notes a minute that the transport is set to; an external clock goes before it.',
    unit: 'bpm',
    range: [20, 400],
    useful: [40, 220],
    step: 1,
    heard: 'at once',
    default: 100,
    formerly: 'bpm',
    shorthand: { follow: { control: 'tempoMode', value: 'follow' } },
  },
  meter: {
    kind: 'meter',
    label: 'Meter',
    help: 'Time signature.',
    heard: 'bar line',
    default: { numerator: 4, denominator: 4 },
  },
  temperature: {
    kind: 'number',
    letter: 't',
    label: 'Temperature',
    help: 'Below 1 the likely notes come more often, above 1 the unlikely ones; at 0 always the likeliest.',
    unit: '',
    range: [0, 5],
    useful: [0.2, 2],
    step: 0.01,
    keyStep: 0.05,
    heard: 'recompose',
    default: 1,
  },
  topP: {
    kind: 'number',
    label: 'Top-p',
    help: 'Notes are drawn from the likeliest that together have this probability.',
    unit: '',
    range: [0.01, 1],
    useful: [0.5, 1],
    step: 0.01,
    heard: 'recompose',
    default: 0.98,
  },
  density: {
    kind: 'number',
    label: 'Density',
    help: 'Notes a beat that are aimed at; auto leaves it to the network.',
    unit: 'notes a beat',
    range: [0.25, 16],
    useful: [0.25, 8],
    step: 0.25,
    stops: [null, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16],
    unset: { word: 'auto', end: 'left' },
    heard: 'recompose',
    default: null,
  },
  register: {
    kind: 'register',
    label: 'Register',
    help: 'MIDI pitches that the daemon keeps to; auto is the whole piano, or in a duet what you leave free.',
    heard: 'recompose',
    default: null,
  },
  key: {
    kind: 'key',
    label: 'Key',
    help: 'A key whose notes alone are played, or off.',
    heard: 'recompose',
    default: 'off',
    formerly: 'keyLock',
  },
  quoteLimit: {
    kind: 'number',
    label: 'Quote limit',
    help: 'Most notes in a row that are played as in the music that the network learned; off for any number.',
    unit: 'notes',
    range: [8, 1000],
    useful: [8, 32],
    step: 1,
    stops: [8, 10, 12, 16, 20, 24, 32, null],
    whole: true,
    unset: { word: 'off', end: 'right' },
    heard: 'recompose',
    default: 12,
    before: null,
  },
  expression: {
    kind: 'number',
    label: 'Expression',
    help: 'How much of the rubato that the network plays with is heard; at 0 the tempo is steady.',
    unit: '%',
    range: [0, 100],
    useful: [0, 100],
    step: 1,
    keyStep: 5,
    heard: 'recompose',
    default: 100,
  },
  swing: {
    kind: 'number',
    label: 'Swing',
    help: 'Where in the beat the second eighth falls, or in the half beat the second sixteenth where the music moves in them; 50 is straight, 66.7 a triplet.',
    unit: '%',
    range: [50, 75],
    useful: [50, 75],
    step: 0.1,
    keyStep: 1,
    heard: 'at once',
    default: 50,
  },
  mute: {
    kind: 'switch',
    label: 'Mute',
    help: 'Composes on, unheard.',
    heard: 'at once',
    default: false,
    formerly: 'muted',
  },
  hold: {
    kind: 'switch',
    label: 'Hold',
    help: 'A fermata: what sounds is held, and nothing new begins until it is off.',
    heard: 'at once',
    default: false,
  },
  click: {
    kind: 'switch',
    label: 'Click',
    help: 'A click on every beat.',
    heard: 'at once',
    default: false,
  },
  thru: {
    kind: 'switch',
    label: 'Thru',
    help: 'Your keys are passed on to the outputs.',
    heard: 'at once',
    default: false,
  },
  tempoMode: {
    kind: 'choice',
    label: 'Tempo mode',
    help: 'In answer mode, where the tempo of a reply comes from.',
    choices: { fixed: 'as set', follow: 'that of your phrase' },
    heard: 'at once',
    default: 'fixed',
  },
  answerGap: {
    kind: 'number',
    label: 'Answer gap',
    help: 'In answer mode, the silence that ends your phrase.',
    unit: 'ms',
    range: [0, 10_000],
    useful: [50, 2000],
    step: 10,
    keyStep: 50,
    heard: 'at once',
    default: 400,
    formerly: 'answerGapMs',
  },
  answerAt: {
    kind: 'choice',
    label: 'Reply at',
    help: 'In answer mode, where a reply may begin.',
    choices: { now: 'at once', beat: 'on the next beat', bar: 'at the next bar line' },
    heard: 'at once',
    default: 'beat',
  },
  answerBars: {
    kind: 'number',
    label: 'Answer bars',
    help: 'In answer mode, the length of a reply; at 0 it goes on until you play.',
    unit: 'bars',
    range: [0, 64],
    useful: [0, 16],
    step: 1,
    whole: true,
    heard: 'at once',
    default: 0,
  },
} as const satisfies Readonly<Record<string, ControlDeclaration>>;

export type ControlName = keyof typeof table;

/** How all controls stand. Numbers are in the unit of their declaration. */
export type Controls = { -readonly [Name in ControlName]: ValueOf<(typeof table)[Name]> };

/** What some control takes. */
export type ControlValue = Controls[ControlName];

/** Each control by its name. */
export const controlDeclarations: Readonly<Record<ControlName, ControlDeclaration>> = table;

/** The names of all controls, as they stand in JSON. */
export const CONTROL_NAMES = Object.keys(table) as readonly ControlName[];

/** How the controls stand where nobody says anything. */
export const defaultControls = (): Controls =>
  Object.fromEntries(CONTROL_NAMES.map((name) => [name, table[name].default])) as Controls;
