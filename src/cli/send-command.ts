import { sendCommand } from '../adapters/control/control-client.js';
import { defaultSocketPath } from '../adapters/control/socket-path.js';
import type { Command } from '../protocol/command.js';
import type { CommandIo } from './command-io.js';
import type { SocketOptions } from './socket-option.js';

/** What became of a command: what the daemon answered, and what a person reads of it; null for nothing. */
export interface RemoteOutcome {
  readonly answer: unknown;
  readonly text: string | null;
}

/** Sends a command to the daemon that the options and the environment mean. */
export const sendToDaemon = (command: Command, { socket }: SocketOptions, io: CommandIo): Promise<unknown> =>
  sendCommand(socket ?? defaultSocketPath(io.env), command);
