import { savedSchema } from '../protocol/command-answers.js';
import { durationText } from '../shared/duration-text.js';
import { hearText } from '../shared/hear-text.js';
import type { CommandIo } from './command-io.js';
import { sendToDaemon, type RemoteOutcome } from './send-command.js';
import type { SocketOptions } from './socket-option.js';

/** Lets the daemon save what was played in the last seconds. */
export const keepMusic = async (seconds: number, options: SocketOptions, io: CommandIo): Promise<RemoteOutcome> => {
  const answer = savedSchema.parse(await sendToDaemon({ kind: 'keep', seconds }, options, io));
  const { file, notes, seconds: length } = answer;
  return { answer, text: `${file}: ${notes} notes, ${durationText(length)}\n${hearText(file)}` };
};

/** Turns the recording on or off; the latter makes a file. */
export const setRecording = async (on: boolean, options: SocketOptions, io: CommandIo): Promise<RemoteOutcome> => {
  const answer = await sendToDaemon({ kind: 'record', on }, options, io);
  const saved = savedSchema.safeParse(answer);
  if (!saved.success) return { answer, text: null };
  const { file, notes } = saved.data;
  return { answer, text: `${file}: ${notes} notes\n${hearText(file)}` };
};
