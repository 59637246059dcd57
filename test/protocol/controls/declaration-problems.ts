import { BOUND_ACTIONS } from '../../../src/protocol/bound-action.js';
import type { ControlDeclaration, NumberDeclaration } from '../../../src/protocol/controls/control-declaration.js';
import { spokenName } from '../../../src/protocol/controls/control-names.js';

type Entry = readonly [name: string, declaration: ControlDeclaration];

const twice = (list: readonly string[]): readonly string[] => [
  ...new Set(list.filter((each, i) => list.indexOf(each) !== i)),
];

/** Names that mean two things: as flag, label, short flag, former name, or as an action that can be bound. */
const collisions = (entries: readonly Entry[]): readonly string[] => {
  const names = entries.map(([name]) => spokenName(name));
  const former = entries.flatMap(([, { formerly }]) => (formerly === undefined ? [] : [spokenName(formerly)]));
  const labels = entries.map(([, { label }]) => label.toLowerCase());
  const letters = entries.flatMap(([, { letter }]) => (letter === undefined ? [] : [letter]));
  return [
    ...twice([...names, ...former, ...BOUND_ACTIONS]).map((name) => `${name} is the name of two things`),
    ...twice(labels.filter((label) => label !== '')).map((label) => `the label "${label}" stands twice`),
    ...twice(letters).map((letter) => `the letter ${letter} stands twice`),
  ];
};

const numberProblems = ({ range, useful, step, keyStep = step, stops = [], unset, ...rest }: NumberDeclaration) => {
  const [least, most] = range;
  const isWithin = (value: number | null): boolean =>
    value === null ? unset !== undefined : value >= least && value <= most;
  const own = [rest.default, ...(rest.before === undefined ? [] : [rest.before]), ...useful, ...stops];
  return [
    ...(least < most && useful[0] < useful[1] ? [] : ['has a range that goes down']),
    ...(own.every(isWithin) ? [] : ['has a value that it does not take']),
    ...(step > 0 && keyStep >= step ? [] : ['has a step that leads nowhere']),
  ];
};

const ownProblems = (declaration: ControlDeclaration): readonly string[] => {
  const { label, help } = declaration;
  return [
    ...(/^[A-Z]/.test(label) ? [] : ['has no label']),
    ...(/^[A-Z][^]*[.]$/.test(help) ? [] : ['has no sentence of help']),
    ...(declaration.kind === 'number' ? numberProblems(declaration) : []),
    ...(declaration.kind !== 'choice' || declaration.default in declaration.choices
      ? []
      : ['has a default that is none of its choices']),
  ];
};

/** What is wrong with a table of controls; `documented` are the controls in docs/controls.md, as they are written. */
export const declarationProblems = (entries: readonly Entry[], documented: ReadonlySet<string>): readonly string[] => [
  ...collisions(entries),
  ...entries.flatMap(([name, declaration]) => ownProblems(declaration).map((problem) => `${name} ${problem}`)),
  ...entries
    .filter(([name]) => !documented.has(spokenName(name)))
    .map(([name]) => `${name} has no row in docs/controls.md`),
];
