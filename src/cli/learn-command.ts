import type { Command } from 'commander';
import type { Bindable } from '../protocol/binding.js';
import { BOUND_ACTIONS } from '../protocol/bound-action.js';
import type { CommandIo } from './command-io.js';
import { controlForms } from './control-parsers.js';
import { addSocketOption, type SocketOptions } from './socket-option.js';

/** What may be put in the hand of a controller. */
const names = [...Object.keys(controlForms), ...BOUND_ACTIONS];

/** `learn` and `forget`: controls in the hand of a MIDI controller. */
export const registerLearn = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program
      .command('learn')
      .description('Put a control of the running daemon in the hand of the MIDI controller that you move next.'),
  )
    .addArgument(program.createArgument('<control>', 'what it shall turn or do').choices(names))
    .action(async (control: Bindable, options: SocketOptions) => {
      const { midiLearn } = await import('./midi-learn.js');
      await midiLearn(control, options, io);
    });
  addSocketOption(program.command('forget').description('Take a control out of the hand of all MIDI controllers.'))
    .addArgument(program.createArgument('<control>', 'what they shall no longer turn').choices(names))
    .action(async (control: Bindable, options: SocketOptions) => {
      const { midiUnlearn } = await import('./midi-learn.js');
      await midiUnlearn(control, options, io);
    });
};
