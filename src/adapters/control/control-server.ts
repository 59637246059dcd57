import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { answerLine, type Obey } from '../../protocol/answer.js';
import { DaemonError } from '../../shared/error.js';
import { isAnswered } from './control-client.js';
import { LineReader } from './json-lines.js';
import { makeSocketFolder } from './socket-path.js';

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

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

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
    makeSocketFolder(this.#socketPath);
    const server = createServer((socket) => {
      this.#clients.add(socket);
      socket.once('close', () => this.#clients.delete(socket));
      serveClient(socket, obey);
    });
    try {
      await listen(server, this.#socketPath);
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (await isAnswered(this.#socketPath)) throw new DaemonRunningError(this.#socketPath);
      rmSync(this.#socketPath, { force: true });
      await listen(server, this.#socketPath);
    }
    if (process.platform !== 'win32') chmodSync(this.#socketPath, 0o600);
    this.#server = server;
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
