import { InvalidArgumentError, type Command } from 'commander';
import { sendCommand } from '../adapters/control/control-client.js';
import { defaultSocketPath } from '../adapters/control/socket-path.js';
import { savedSchema, type Command as DaemonCommand } from '../protocol/command.js';
import type { ControlChange } from '../protocol/controls.js';
import type { CommandIo } from './command-io.js';
import { assignments } from './control-values.js';
import { durationText } from './duration-text.js';
import { numberFrom } from './option-parsers.js';

interface RemoteOptions {
  readonly socket?: string;
}

/** Adds the option that says which daemon is meant. */
export const addSocketOption = (command: Command): Command =>
  command.option('--socket <path>', 'control socket of the daemon that is meant');

/** Sends a command to the daemon that the options and the environment mean. */
export const tellDaemon = (command: DaemonCommand, { socket }: RemoteOptions, io: CommandIo): Promise<unknown> =>
  sendCommand(socket ?? defaultSocketPath(io.env), command);

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
    addSocketOption(program.command(name).description(description)).action(async (options: RemoteOptions) => {
      await tellDaemon(command, options, io);
    });
  };
  simple('panic', 'Silence the running daemon at once; it plays on at the next bar.', { kind: 'panic' });
  simple('like', 'Mark what the running daemon has just played.', { kind: 'like' });
  simple('tap', 'One tap of a tapped tempo.', { kind: 'tap' });
};

const registerLessons = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program
      .command('lessons')
      .description('Let the running daemon learn from what you play, or forget what it learned.'),
  )
    .addArgument(program.createArgument('<action>', 'on, off, or forget').choices(['on', 'off', 'forget']))
    .action(async (action: 'on' | 'off' | 'forget', options: RemoteOptions) => {
      await tellDaemon({ kind: 'lessons', action }, options, io);
    });
};

/** `set`, `ramp`, `transport`, `panic`, `like`, `tap`, `keep`, `record`: a running daemon's controls. */
export const registerRemote = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program.command('set').description('Turn controls of the running daemon, e.g. set tempo=90 mode=duet.'),
  )
    .argument(
      '<control=value...>',
      'mode, composer, tempo, temperature, density, register, key, mute, hold, …',
      assignments,
    )
    .action(async (controls: ControlChange, options: RemoteOptions) => {
      await tellDaemon({ kind: 'set', controls }, options, io);
    });
  addSocketOption(program.command('ramp').description('Let the tempo of the running daemon glide.'))
    .argument('<bpm>', 'quarter notes a minute to come to', numberFrom(20, 400))
    .argument('<beats>', 'within so many beats', numberFrom(0, 1024))
    .action(async (bpm: number, beats: number, options: RemoteOptions) => {
      await tellDaemon({ kind: 'ramp', bpm, beats }, options, io);
    });
  addSocketOption(program.command('transport').description('Start, stop or continue the music of the running daemon.'))
    .addArgument(program.createArgument('<action>', 'what to do').choices(['start', 'stop', 'continue']))
    .action(async (action: 'start' | 'stop' | 'continue', options: RemoteOptions) => {
      await tellDaemon({ kind: 'transport', action }, options, io);
    });
  registerSimple(program, io);
  registerLessons(program, io);
  addSocketOption(program.command('keep').description('Save what was just played, recorded or not.'))
    .argument('<time>', 'how far back, e.g. 60s', parseSeconds)
    .action(async (seconds: number, options: RemoteOptions) => {
      const {
        file,
        notes,
        seconds: length,
      } = savedSchema.parse(await tellDaemon({ kind: 'keep', seconds }, options, io));
      io.stdout.write(`${file}: ${notes} notes, ${durationText(length)}\n`);
    });
  addSocketOption(program.command('record').description('Turn the recording of the running daemon on or off.'))
    .argument('<on|off>', 'off makes the file', parseSwitch)
    .action(async (on: boolean, options: RemoteOptions) => {
      const saved = savedSchema.safeParse(await tellDaemon({ kind: 'record', on }, options, io));
      if (saved.success) io.stdout.write(`${saved.data.file}: ${saved.data.notes} notes\n`);
    });
};
