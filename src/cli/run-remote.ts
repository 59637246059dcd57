import { commandSchema, type CommandOf } from '../protocol/command.js';
import type { CommandKind } from '../protocol/commands.js';
import type { CommandIo } from './command-io.js';
import { midiLearn, midiUnlearn } from './midi-learn.js';
import { keepMusic, setRecording } from './save-music.js';
import { sendToDaemon } from './send-command.js';
import type { SocketOptions } from './socket-option.js';

type Run<Kind extends CommandKind> = (
  command: CommandOf<Kind>,
  options: SocketOptions,
  io: CommandIo,
) => Promise<unknown>;

/** What the command line does besides sending a command: it waits, or prints what was answered. */
const runs: { readonly [Kind in CommandKind]?: Run<Kind> } = {
  keep: ({ seconds }, options, io) => keepMusic(seconds, options, io),
  record: ({ on }, options, io) => setRecording(on, options, io),
  'midi-learn': midiLearn,
  'midi-unlearn': ({ control }, options, io) => midiUnlearn(control, options, io),
};

/** Undefined where a command is sent and no more. */
const ownRun = <Kind extends CommandKind>(
  command: CommandOf<Kind>,
  options: SocketOptions,
  io: CommandIo,
): Promise<unknown> | undefined => {
  const own: Run<Kind> | undefined = runs[command.kind];
  return own?.(command, options, io);
};

/** Carries out a command of the command line, given as it goes over the socket. */
export const runRemote = async (given: unknown, options: SocketOptions, io: CommandIo): Promise<void> => {
  const command = commandSchema.parse(given);
  await (ownRun(command, options, io) ?? sendToDaemon(command, options, io));
};
