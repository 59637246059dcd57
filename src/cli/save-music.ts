import { savedSchema } from '../protocol/command-answers.js';
import type { CommandIo } from './command-io.js';
import { durationText } from '../shared/duration-text.js';
import type { SocketOptions } from './socket-option.js';
import { sendToDaemon } from './send-command.js';

/** Lets the daemon save what was played in the last seconds. */
export const keepMusic = async (seconds: number, options: SocketOptions, io: CommandIo): Promise<void> => {
  const {
    file,
    notes,
    seconds: length,
  } = savedSchema.parse(await sendToDaemon({ kind: 'keep', seconds }, options, io));
  io.stdout.write(`${file}: ${notes} notes, ${durationText(length)}\n`);
};

/** Turns the recording on or off; the latter makes a file. */
export const setRecording = async (on: boolean, options: SocketOptions, io: CommandIo): Promise<void> => {
  const saved = savedSchema.safeParse(await sendToDaemon({ kind: 'record', on }, options, io));
  if (saved.success) io.stdout.write(`${saved.data.file}: ${saved.data.notes} notes\n`);
};
