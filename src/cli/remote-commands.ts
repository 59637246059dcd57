import { Argument, InvalidArgumentError, type Command } from 'commander';
import { BOUND_ACTIONS, isBoundAction } from '../protocol/bound-action.js';
import type { Bindable } from '../protocol/binding.js';
import { CONTROL_NAMES } from '../protocol/controls/control-declarations.js';
import { controlNamed, spokenName } from '../protocol/controls/control-names.js';
import { commandKinds, commandRows, commandWord, type CommandKind } from '../protocol/commands.js';
import type { Field } from '../protocol/commands/command-row.js';
import type { CommandIo } from './command-io.js';
import { ControlReader } from './control-reader.js';
import { didYouMean } from '../shared/nearest-names.js';
import { integerFrom, numberFrom } from './option-parsers.js';
import type { RemoteOptions } from './run-remote.js';
import { addSocketOption } from './socket-option.js';

/** These have options of their own: status-command.ts, stop-command.ts. */
const REGISTERED_APART: readonly CommandKind[] = ['status', 'quit'];

/** MIDI controllers that may be mapped, the pedal among them, which the protocol refuses. */
const HIGHEST_CONTROLLER = 119;

/** For commander: `60s`, `2m` or a number of seconds. */
const secondsFrom =
  (min: number, max: number) =>
  (text: string): number => {
    const found = /^(\d+(?:[.]\d+)?)(s|m|min)?$/.exec(text);
    const seconds = found ? Number(found[1]) * (found[2]?.startsWith('m') ? 60 : 1) : NaN;
    if (seconds >= min && seconds <= max) return seconds;
    throw new InvalidArgumentError(`Expected ${min}s to ${max / 60}m, e.g. 60s.`);
  };

const parseSwitch = (text: string): boolean => {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('Expected on or off.');
  return text === 'on';
};

/** What may be mapped to a controller, as it is written. */
const MAPPABLE: readonly string[] = [...CONTROL_NAMES.map(spokenName), ...BOUND_ACTIONS];

const bindableNamed = (text: string): Bindable => {
  const named = isBoundAction(text) ? text : controlNamed(text);
  if (named) return named;
  throw new InvalidArgumentError(`There is no such control or action. ${didYouMean(text, MAPPABLE)}`.trimEnd());
};

/** An argument as its field is read; `command` is that which it is added to. */
const read = (argument: Argument, field: Field, command: Command): Argument => {
  switch (field.type) {
    case 'number':
      return argument.argParser(numberFrom(field.min, field.max));
    case 'integer':
      return argument.argParser(integerFrom(field.min, field.max));
    case 'seconds':
      return argument.argParser(secondsFrom(field.min, field.max));
    case 'switch':
      return argument.choices(['on', 'off']).argParser(parseSwitch);
    case 'choice':
      return argument.choices(field.of);
    case 'controls':
      return argument.argParser(new ControlReader(command).assignments);
    case 'mapping':
      return argument.choices(MAPPABLE).argParser(bindableNamed);
    case 'controller':
      return argument.argParser(integerFrom(0, HIGHEST_CONTROLLER));
  }
};

/** `<bpm>`, `[bars]`, or `<control=value...>` for what may be given several times. */
const usage = (name: string, { type, ifLeftOut, placeholder = name }: Field): string => {
  const word = type === 'controls' ? `${placeholder}...` : placeholder;
  return ifLeftOut === undefined ? `<${word}>` : `[${word}]`;
};

const argumentOf = (name: string, field: Field, command: Command): Argument => {
  const help = field.ifLeftOut === undefined ? field.help : `${field.help} (${field.ifLeftOut})`;
  return read(new Argument(usage(name, field), help), field, command);
};

const register = (program: Command, io: CommandIo, kind: CommandKind, word: string): void => {
  const { help, fields = {} } = commandRows[kind];
  const command = addSocketOption(program.command(word).description(help)).option(
    '--json',
    "print the daemon's answer as JSON: null where it has none",
    false,
  );
  for (const [name, field] of Object.entries(fields)) command.addArgument(argumentOf(name, field, command));
  command.action(async () => {
    const given = Object.keys(fields).map((name, i) => [name, command.processedArgs[i] as unknown] as const);
    const values = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    const { runRemote } = await import('./run-remote.js'); // what sending takes is loaded now
    await runRemote({ kind, ...values }, command.opts<RemoteOptions>(), io);
  });
};

/** Every command of the table that is one of the command line: a running daemon's controls. */
export const registerRemote = (program: Command, io: CommandIo): void => {
  for (const kind of commandKinds) {
    const word = commandWord(kind);
    if (word !== undefined && !REGISTERED_APART.includes(kind)) register(program, io, kind, word);
  }
};
