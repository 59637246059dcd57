import { Option, type Command } from 'commander';
import type { ControlChange } from '../protocol/controls.js';
import { CONTROL_NAMES, controlDeclarations, type ControlName } from '../protocol/controls/control-declarations.js';
import { spokenName } from '../protocol/controls/control-names.js';
import { valueHint } from '../protocol/controls/control-text.js';
import { ControlReader } from './control-reader.js';

/** The controls that have an option of `start`: the composer is its argument. */
const OPTIONAL = CONTROL_NAMES.filter((name) => name !== 'composer');

/** The options of controls as commander gives them: each is a change of that control. */
export type ControlOptions = { readonly [Name in Exclude<ControlName, 'composer'>]?: ControlChange };

const helpOf = (name: ControlName): string => {
  const declaration = controlDeclarations[name];
  if (declaration.kind !== 'choice') return declaration.help;
  const meanings = Object.entries(declaration.choices).map(([word, meaning]) => `${word} (${meaning})`);
  return `${declaration.help} ${meanings.join(', ')}`;
};

const flagsOf = (name: ControlName): string => {
  const { kind, letter } = controlDeclarations[name];
  const flag = `${letter === undefined ? '' : `-${letter}, `}--${spokenName(name)}`;
  return kind === 'switch' ? flag : `${flag} <${valueHint(name)}>`;
};

/** The option of a control. */
export class ControlOption extends Option {
  readonly control: ControlName;

  constructor(control: ControlName, reader: ControlReader) {
    super(flagsOf(control), helpOf(control));
    this.control = control;
    this.preset('on').argParser(reader.option(control)); // only a switch is given without a value
  }
}

/** Adds an option for each control. */
export const addControlOptions = (command: Command): Command => {
  const reader = new ControlReader(command);
  command.optionsGroup('Controls, which can also be turned while it plays:');
  for (const name of OPTIONAL) command.addOption(new ControlOption(name, reader));
  return command;
};

/** What the options ask for, all together. */
export const controlsAskedFor = (options: ControlOptions): ControlChange =>
  OPTIONAL.reduce<ControlChange>((change, name) => ({ ...change, ...options[name] }), {});
