import { commandSchema, type Command, type CommandOf } from '../protocol/command.js';
import type { CommandKind } from '../protocol/commands.js';
import { commandResultText } from '../protocol/view/command-result-text.js';
import type { CommandIo } from './command-io.js';
import { midiLearn, midiUnlearn } from './midi-learn.js';
import { keepMusic, setRecording } from './save-music.js';
import { sendToDaemon, type RemoteOutcome } from './send-command.js';
import type { SocketOptions } from './socket-option.js';

/** The options of all commands to a running daemon. */
export interface RemoteOptions extends SocketOptions {
  readonly json: boolean;
}

type Run<Kind extends CommandKind> = (
  command: CommandOf<Kind>,
  options: SocketOptions,
  io: CommandIo,
) => Promise<RemoteOutcome>;

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
): Promise<RemoteOutcome> | undefined => {
  const own: Run<Kind> | undefined = runs[command.kind];
  return own?.(command, options, io);
};

/** Most commands are sent and no more. */
const send = async (command: Command, options: SocketOptions, io: CommandIo): Promise<RemoteOutcome> => {
  const answer = await sendToDaemon(command, options, io);
  return { answer, text: commandResultText(command, answer) };
};

/** Carries out a command of the command line, given as it goes over the socket, and prints what came of it. */
export const runRemote = async (given: unknown, options: RemoteOptions, io: CommandIo): Promise<void> => {
  const command = commandSchema.parse(given);
  const { answer, text } = await (ownRun(command, options, io) ?? send(command, options, io));
  if (options.json) io.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
  else if (text !== null) io.stdout.write(`${text}\n`);
};
