import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { controlsSchema } from '../../../src/protocol/controls.js';
import type { ControlDeclaration, NumberDeclaration } from '../../../src/protocol/controls/control-declaration.js';
import { controlDeclarations, defaultControls } from '../../../src/protocol/controls/control-declarations.js';
import { declarationProblems } from './declaration-problems.js';

const page = readFileSync(new URL('../../../docs/controls.md', import.meta.url), 'utf8');
const documented = new Set([...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name));

describe('the declarations of controls', () => {
  it('are whole, and no name means two things', () => {
    expect(declarationProblems(Object.entries(controlDeclarations), documented)).toEqual([]);
  });

  it('have defaults that their schemas take', () => {
    expect(controlsSchema.parse(defaultControls())).toEqual(defaultControls());
  });
});

const volume: NumberDeclaration = {
  kind: 'number',
  label: 'Volume',
  help: 'How loud it is.',
  heard: 'at once',
  default: 100,
  unit: '%',
  range: [0, 100],
  useful: [10, 100],
  step: 1,
};
const rows = new Set(['volume', 'echo']);
const problems = (...entries: readonly (readonly [string, ControlDeclaration])[]) => declarationProblems(entries, rows);
const alone = (change: Partial<NumberDeclaration>) => problems(['volume', { ...volume, ...change }]);

describe('the check of declarations', () => {
  it('finds nothing wrong with a whole one', () => {
    expect(alone({})).toEqual([]);
  });

  it.each<readonly [string, NumberDeclaration, readonly string[]]>([
    ['volume', volume, ['volume is the name of two things', 'the label "volume" stands twice']],
    ['echo', { ...volume, label: 'Echo', formerly: 'volume' }, ['volume is the name of two things']],
    ['echo', volume, ['the label "volume" stands twice']],
    [
      'panic',
      { ...volume, label: 'Panic' },
      ['panic is the name of two things', 'panic has no row in docs/controls.md'],
    ],
  ])('finds what is named twice: volume and %s', (name, second, found) => {
    expect(problems(['volume', volume], [name, second])).toEqual(found);
  });

  it.each<readonly [Partial<NumberDeclaration>, string]>([
    [{ label: '' }, 'volume has no label'],
    [{ help: '' }, 'volume has no sentence of help'],
    [{ help: 'loud' }, 'volume has no sentence of help'],
    [{ default: 101 }, 'volume has a value that it does not take'],
    [{ default: null }, 'volume has a value that it does not take'],
    [{ useful: [0, 200] }, 'volume has a value that it does not take'],
    [{ useful: [100, 0] }, 'volume has a range that goes down'],
    [{ step: 0 }, 'volume has a step that leads nowhere'],
  ])('finds what is missing or wrong: %j', (change, problem) => {
    expect(alone(change)).toEqual([problem]);
  });

  it('finds a default that is no choice, and what the documentation lacks', () => {
    const { label, help, heard } = volume;
    const color: ControlDeclaration = { kind: 'choice', label, help, heard, choices: { dark: '' }, default: 'bright' };
    expect(problems(['color', color])).toEqual([
      'color has a default that is none of its choices',
      'color has no row in docs/controls.md',
    ]);
  });

  it('finds a letter that two have', () => {
    const echo = { ...volume, label: 'Echo', letter: 'v' };
    expect(problems(['volume', { ...volume, letter: 'v' }], ['echo', echo])).toEqual(['the letter v stands twice']);
  });
});
