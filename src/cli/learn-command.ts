import { InvalidArgumentError, type Argument, type Command } from 'commander';
import type { Bindable } from '../protocol/binding.js';
import { BOUND_ACTIONS, isBoundAction } from '../protocol/bound-action.js';
import { CONTROL_NAMES } from '../protocol/controls/control-declarations.js';
import { controlNamed, spokenName } from '../protocol/controls/control-names.js';
import type { CommandIo } from './command-io.js';
import { addSocketOption, type SocketOptions } from './socket-option.js';

/** What may be put in the hand of a controller. */
const names: readonly string[] = [...CONTROL_NAMES.map(spokenName), ...BOUND_ACTIONS];

const bindableNamed = (text: string): Bindable => {
  const named = isBoundAction(text) ? text : controlNamed(text);
  if (named) return named;
  throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`);
};

const controlArgument = (program: Command, description: string): Argument =>
  program.createArgument('<control>', description).choices(names).argParser(bindableNamed);

/** `learn` and `forget`: controls in the hand of a MIDI controller. */
export const registerLearn = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program
      .command('learn')
      .description('Put a control of the running daemon in the hand of the MIDI controller that you move next.'),
  )
    .addArgument(controlArgument(program, 'what it shall turn or do'))
    .action(async (control: Bindable, options: SocketOptions) => {
      const { midiLearn } = await import('./midi-learn.js');
      await midiLearn(control, options, io);
    });
  addSocketOption(program.command('forget').description('Take a control out of the hand of all MIDI controllers.'))
    .addArgument(controlArgument(program, 'what they shall no longer turn'))
    .action(async (control: Bindable, options: SocketOptions) => {
      const { midiUnlearn } = await import('./midi-learn.js');
      await midiUnlearn(control, options, io);
    });
};
