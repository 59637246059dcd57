import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { answerLine, type Obey } from '../../protocol/answer.js';
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

const serveClient = (socket: Socket, obey: Obey): void => {
  const reader = new LineReader();
  let queue = Promise.resolve();
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    const lines = reader.add(text);
    if (!lines) {
      socket.end(`${JSON.stringify({ id: null, ok: false, error: 'The line is too long.', code: 'BAD_REQUEST' })}\n`);
      return;
    }
    for (const line of lines) {
      queue = queue.then(async () => {
        const response = await answerLine(line, obey);
        if (!socket.destroyed) socket.write(`${JSON.stringify(response)}\n`);
      });
    }
  });
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
  async start(obey: Obey): Promise<void> {
    const socketPath = checkedSocketPath(this.#socketPath);
    makeSocketFolder(socketPath);
    const server = createServer((socket) => {
      this.#clients.add(socket);
      socket.once('close', () => this.#clients.delete(socket));
      serveClient(socket, obey);
    });
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
