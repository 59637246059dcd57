import { createConnection, type Socket } from 'node:net';
import { responseSchema, type Command } from '../../protocol/command.js';
import { DaemonError } from '../../shared/error.js';
import { codeOf } from '../../shared/system-error.js';
import { LineReader } from './json-lines.js';
import { SocketPathError } from './socket-errors.js';
import { checkedSocketPath } from './socket-path.js';

/** No daemon is listening at the socket. */
export class DaemonNotRunningError extends DaemonError {
  readonly code = 'DAEMON_NOT_RUNNING';

  constructor(socketPath: string) {
    super(`No daemon is running at ${socketPath}. Start one with \`music-lstm-daemon start\`.`);
  }
}

/** The daemon refused a command. */
export class CommandRefusedError extends DaemonError {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** The daemon ended, or sent an invalid answer. */
class NoAnswerError extends DaemonError {
  readonly code = 'NO_ANSWER';

  constructor() {
    super('The daemon ended before it answered. Its log says why.');
  }
}

/** Nobody is there. Anything else, as another user's socket, may well be somebody who does not answer us. */
const NOBODY = ['ECONNREFUSED', 'ENOENT', 'ENOTDIR'];

/** Whether somebody answers there, or might. */
export const isAnswered = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(checkedSocketPath(socketPath));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!NOBODY.includes(codeOf(error))));
  });

const connect = (socketPath: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(checkedSocketPath(socketPath), () => resolve(socket));
    socket.once('error', (error) => {
      const isDenied = ['EACCES', 'EPERM'].includes(codeOf(error));
      reject(isDenied ? new SocketPathError(socketPath, 'permission denied') : new DaemonNotRunningError(socketPath));
    });
  });

/** Sends one command to a running daemon and gives its result. */
export const sendCommand = async (socketPath: string, command: Command): Promise<unknown> => {
  const socket = await connect(socketPath);
  const reader = new LineReader();
  const line = await new Promise<string>((resolve, reject) => {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const [first] = reader.add(text) ?? [];
      if (first !== undefined) resolve(first);
    });
    socket.on('error', () => reject(new NoAnswerError()));
    socket.on('close', () => reject(new NoAnswerError()));
    socket.write(`${JSON.stringify({ id: 1, command })}\n`);
  });
  socket.destroy();
  const response = responseSchema.parse(JSON.parse(line));
  if (!response.ok) throw new CommandRefusedError(response.error, response.code);
  return response.result;
};
