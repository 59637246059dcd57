import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { RecordingRoutes } from '../../../src/adapters/web/recording-routes.js';
import { WebServer, type WebOptions } from '../../../src/adapters/web/web-server.js';
import { EventHub } from '../../../src/daemon/event-hub.js';
import type { Command } from '../../../src/protocol/command.js';
import { serverMessageSchema, SUBPROTOCOL, type ServerMessage } from '../../../src/protocol/stream.js';
import { DaemonError } from '../../../src/shared/error.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

export const TOKEN = 'a-token-of-sufficient-length-for-the-tests';

class NoPanicError extends DaemonError {
  readonly code = 'NO_PANIC';
}

/** A client that keeps what it is told. */
export class TestClient {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.messages.push(serverMessageSchema.parse(JSON.parse(data.toString())));
      this.#wake();
    });
    socket.on('close', () => this.#wake());
    socket.on('error', () => undefined);
  }

  /** Waits for the first message that is meant. */
  async until(isMeant: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    for (;;) {
      const found = this.messages.find(isMeant);
      if (found) return found;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the connection was closed');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async ask(id: number, command: unknown): Promise<unknown> {
    this.socket.send(JSON.stringify({ id, command }));
    const answer = await this.until((message) => message.type === 'response' && message.response.id === id);
    return answer.type === 'response' ? answer.response : undefined;
  }
}

/** A web server over a hub and a desk that obeys everything but a panic. */
export class WebStand {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'web-'));
  readonly hub = new EventHub(plainSnapshot, () => performance.now());
  readonly obeyed: Command[] = [];
  /** Numbers of the clients that commands came from, and of those that have gone. */
  readonly clients: (number | undefined)[] = [];
  readonly gone: number[] = [];
  url = '';
  readonly #clients: TestClient[] = [];
  #server: WebServer | undefined;

  async start(options: Partial<WebOptions> = {}): Promise<void> {
    const server = new WebServer({
      token: TOKEN,
      openReading: false,
      bind: '127.0.0.1',
      port: 0,
      files: new Map([['/', { type: 'text/html', bytes: Buffer.from('<p>page</p>') }]]),
      recordings: new RecordingRoutes(this.folder, async (file) => Buffer.from(`sound of ${path.basename(file)}`)),
      nowMs: () => performance.now(),
      clientsChanged: (clients) => this.hub.publish({ kind: 'clients', clients }),
      clientGone: (client) => this.gone.push(client),
      ...options,
    });
    this.#server = server;
    this.url = await server.listen();
    server.open(this.hub, async (command, client) => {
      if (command.kind === 'panic') throw new NoPanicError('no panic today');
      this.obeyed.push(command);
      this.clients.push(client);
      return command.kind === 'ping' ? { nowMs: 5 } : undefined;
    });
  }

  /** A client; rejects with the status of the refusal. */
  connect(
    query = '',
    options: { readonly token?: string | null; readonly headers?: object } = {},
  ): Promise<TestClient> {
    const { token = TOKEN, headers } = options;
    const protocols = token === null ? [SUBPROTOCOL] : [SUBPROTOCOL, `token.${token}`];
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}${query}`, protocols, { headers: { ...headers } });
    const client = new TestClient(socket);
    this.#clients.push(client);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.once('unexpected-response', (_request, { statusCode }) => reject(new Error(String(statusCode))));
      socket.once('error', reject);
    });
  }

  fetch(target: string, init: RequestInit & { readonly token?: string } = {}): Promise<Response> {
    const { token, ...rest } = init;
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return fetch(`${this.url}${target}`, { ...rest, headers });
  }

  async close(): Promise<void> {
    for (const { socket } of this.#clients) socket.terminate();
    await this.#server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
