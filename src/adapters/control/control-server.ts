import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { answerLine, type HandleCommand } from '../../protocol/request-handler.js';
import { DaemonError } from '../../shared/error.js';
import { codeOf, systemReason } from '../../shared/system-error.js';
import { isAnswered } from './control-client.js';
import { LineReader } from './json-lines.js';
import { SocketPathError } from './socket-errors.js';
import { checkedSocketPath, makeSocketFolder } from './socket-path.js';

/** Another daemon has this socket. */
export class DaemonRunningError extends DaemonError {
  readonly code = 'DAEMON_RUNNING';

  constructor(socketPath: string) {
    super(
      `A daemon is already running at ${socketPath}. Stop it with \`music-lstm-daemon stop\`, or name another --socket.`,
    );
  }
}

/** So many at once; whoever comes later is turned away. */
const MOST_CLIENTS = 1024;
/** Whoever does not read what he asked for within this time is let go. */
const UNREAD_MS = 10_000;

/** Sends a line and waits until it is on its way, so that one who never reads makes us keep one answer, not all. */
const send = async (socket: Socket, response: unknown): Promise<void> => {
  if (socket.destroyed || socket.write(`${JSON.stringify(response)}\n`)) return;
  const timer = setTimeout(() => socket.destroy(), UNREAD_MS).unref();
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
  clearTimeout(timer);
};

/** Answers one line after the other; further ones are read once those before are answered. */
const serveClient = async (socket: Socket, handleCommand: HandleCommand): Promise<void> => {
  const reader = new LineReader();
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  try {
    for await (const text of socket.iterator({ destroyOnReturn: false })) {
      const lines = reader.add(String(text));
      if (!lines) {
        await send(socket, { id: null, ok: false, error: 'The line is too long.', code: 'BAD_REQUEST' });
        break;
      }
      for (const line of lines) await send(socket, await answerLine(line, 'local', handleCommand));
    }
    socket.end();
  } catch (error) {
    if (!socket.destroyed) throw error; // else it was cut off, which concerns nobody here
  }
};

/** Removes what a daemon that died has left behind, and nothing else. */
const removeStale = async (socketPath: string): Promise<void> => {
  const found = lstatSync(socketPath, { throwIfNoEntry: false });
  if (found && !found.isSocket()) {
    throw new SocketPathError(socketPath, `${found.isDirectory() ? 'a folder' : 'a file'} of that name stands there`);
  }
  if (await isAnswered(socketPath)) throw new DaemonRunningError(socketPath);
  rmSync(socketPath, { force: true });
};

const listen = (server: Server, socketPath: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** The daemon's end of the control socket: requests and responses of the protocol as JSON lines. */
export class ControlServer {
  readonly #socketPath: string;
  readonly #clients = new Set<Socket>();
  #server: Server | undefined;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /** Takes the socket; one that a dead daemon left behind is cleaned away. */
  async start(handleCommand: HandleCommand): Promise<void> {
    const socketPath = checkedSocketPath(this.#socketPath);
    makeSocketFolder(socketPath);
    const server = createServer((socket) => {
      this.#clients.add(socket);
      socket.once('close', () => this.#clients.delete(socket));
      void serveClient(socket, handleCommand);
    });
    server.maxConnections = MOST_CLIENTS;
    try {
      await this.#take(server);
    } catch (error) {
      const reason = error instanceof DaemonError ? undefined : systemReason(error)?.reason;
      throw reason === undefined ? error : new SocketPathError(socketPath, reason);
    }
    this.#server = server;
    if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
  }

  async #take(server: Server): Promise<void> {
    try {
      await listen(server, this.#socketPath);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      await removeStale(this.#socketPath);
      await listen(server, this.#socketPath);
    }
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    for (const socket of this.#clients) socket.end();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of this.#clients) socket.destroySoon();
    });
  }
}
