import { InvalidArgumentError, type Command } from 'commander';
import type { Command as DaemonCommand } from '../protocol/command.js';
import type { ControlChange } from '../protocol/controls.js';
import { CONTROL_NAMES } from '../protocol/controls/control-declarations.js';
import { spokenName } from '../protocol/controls/control-names.js';
import type { CommandIo } from './command-io.js';
import { ControlReader } from './control-reader.js';
import { integerFrom, numberFrom } from './option-parsers.js';
import { addSocketOption, type SocketOptions } from './socket-option.js';

/** Sends a command; what that takes is loaded now. */
const emit = async (command: DaemonCommand, options: SocketOptions, io: CommandIo): Promise<void> => {
  const { sendToDaemon } = await import('./send-command.js');
  await sendToDaemon(command, options, io);
};

/** `60s`, `2m` or a number of seconds. */
const parseSeconds = (text: string): number => {
  const found = /^(\d+(?:[.]\d+)?)(s|m|min)?$/.exec(text);
  const seconds = found ? Number(found[1]) * (found[2]?.startsWith('m') ? 60 : 1) : NaN;
  if (!(seconds >= 1 && seconds <= 3600)) throw new InvalidArgumentError('Expected 1s to 60m, e.g. 60s.');
  return seconds;
};

const parseSwitch = (text: string): boolean => {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('Expected on or off.');
  return text === 'on';
};

const registerSimple = (program: Command, io: CommandIo): void => {
  const simple = (name: string, description: string, command: DaemonCommand): void => {
    addSocketOption(program.command(name).description(description)).action(async (options: SocketOptions) => {
      await emit(command, options, io);
    });
  };
  simple('panic', 'Silence the running daemon at once; it plays on at the next bar.', { kind: 'panic' });
  simple('like', 'Mark what the running daemon has just played.', { kind: 'like' });
  simple('tap', 'One tap of a tapped tempo.', { kind: 'tap' });
};

const registerEnd = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program.command('end').description('Bring the piece of the running daemon to its end: a cadence, then silence.'),
  )
    .argument('[bars]', 'within so many bars (default: 8)', integerFrom(1, 64))
    .action(async (bars: number | undefined, options: SocketOptions) => {
      await emit({ kind: 'end', ...(bars === undefined ? {} : { bars }) }, options, io);
    });
};

const registerLessons = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program
      .command('lessons')
      .description('Let the running daemon learn from what you play, or forget what it learned.'),
  )
    .addArgument(program.createArgument('<action>', 'on, off, or forget').choices(['on', 'off', 'forget']))
    .action(async (action: 'on' | 'off' | 'forget', options: SocketOptions) => {
      await emit({ kind: 'lessons', action }, options, io);
    });
};

const registerSet = (program: Command, io: CommandIo): void => {
  const command = program
    .command('set')
    .description('Turn controls of the running daemon, e.g. set tempo=90 mode=duet.');
  addSocketOption(command)
    .argument('<control=value...>', CONTROL_NAMES.map(spokenName).join(', '), new ControlReader(command).assignments)
    .action(async (controls: ControlChange, options: SocketOptions) => {
      await emit({ kind: 'set', controls }, options, io);
    });
};

/** `set`, `ramp`, `transport`, `panic`, `end`, `like`, `tap`, `keep`, `record`: a running daemon's controls. */
export const registerRemote = (program: Command, io: CommandIo): void => {
  registerSet(program, io);
  addSocketOption(program.command('ramp').description('Let the tempo of the running daemon glide.'))
    .argument('<bpm>', 'quarter notes a minute to come to', numberFrom(20, 400))
    .argument('<beats>', 'within so many beats', numberFrom(0, 1024))
    .action(async (bpm: number, beats: number, options: SocketOptions) => {
      await emit({ kind: 'ramp', bpm, beats }, options, io);
    });
  addSocketOption(program.command('transport').description('Start, stop or continue the music of the running daemon.'))
    .addArgument(program.createArgument('<action>', 'what to do').choices(['start', 'stop', 'continue']))
    .action(async (action: 'start' | 'stop' | 'continue', options: SocketOptions) => {
      await emit({ kind: 'transport', action }, options, io);
    });
  registerSimple(program, io);
  registerEnd(program, io);
  registerLessons(program, io);
  addSocketOption(program.command('keep').description('Save what was just played, recorded or not.'))
    .argument('<time>', 'how far back, e.g. 60s', parseSeconds)
    .action(async (seconds: number, options: SocketOptions) => {
      const { keepMusic } = await import('./save-music.js');
      await keepMusic(seconds, options, io);
    });
  addSocketOption(program.command('record').description('Turn the recording of the running daemon on or off.'))
    .argument('<on|off>', 'off makes the file', parseSwitch)
    .action(async (on: boolean, options: SocketOptions) => {
      const { setRecording } = await import('./save-music.js');
      await setRecording(on, options, io);
    });
};
