import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { answerLine, type HandleClientCommand } from '../../protocol/request-handler.js';
import type { LiveEvent } from '../../protocol/live-event.js';
import { SUBPROTOCOL, type ServerMessage } from '../../protocol/stream.js';
import { Backlog } from './backlog.js';
import type { EventFeed } from './event-feed.js';
import { StreamClient } from './stream-client.js';
import { TooManyRequestsError } from './web-errors.js';

/** Longer requests are no commands; a frame beyond it ends the connection. */
const MOST_REQUEST_BYTES = 16 * 1024;
const MOST_CLIENTS = 256;
/** Some minutes of dense music. */
const BACKLOG = 8192;
const HEARTBEAT_MS = 30_000;

/** WebSocket close code for an end that was to be expected. */
const GOING_AWAY = 1001;

export interface StreamOptions {
  readonly nowMs: () => number;
  /** Told when clients come and go. */
  readonly clientsChanged: (clients: number) => void;
  /** Told when a client has gone, by its number. */
  readonly clientGone: (client: number) => void;
}

/** With ws's default binaryType all data come as Buffers; whether text or binary, they must be JSON. */
const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '');

/** Serves the protocol over WebSockets that have been judged already. */
export class StreamServer {
  readonly #options: StreamOptions;
  readonly #feed: EventFeed;
  readonly #handleCommand: HandleClientCommand;
  /** Names this run: numbers of events count within it. */
  readonly #stream = randomUUID();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_REQUEST_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  readonly #clients = new Set<StreamClient>();
  readonly #backlog: Backlog;
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #latestClient = 0;
  /** Events of this turn of the event loop; they leave together. */
  #pending: LiveEvent[] = [];

  constructor(feed: EventFeed, handleCommand: HandleClientCommand, options: StreamOptions) {
    this.#feed = feed;
    this.#handleCommand = handleCommand;
    this.#options = options;
    this.#backlog = new Backlog(BACKLOG, feed.number + 1);
    this.#unsubscribe = feed.subscribe(({ event }) => this.#collect(event));
    this.#heartbeat = setInterval(() => {
      for (const client of this.#clients) client.beat();
    }, HEARTBEAT_MS).unref();
  }

  get isFull(): boolean {
    return this.#clients.size >= MOST_CLIENTS;
  }

  /** Takes over a connection that asks for the upgrade; `search` may say where to go on. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, search: URLSearchParams, mayCommand: boolean): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket, search, mayCommand));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#unsubscribe();
    this.#flush();
    for (const client of this.#clients) client.close(GOING_AWAY, 'the daemon ends');
    this.#server.close();
  }

  #welcome(socket: WebSocket, search: URLSearchParams, mayCommand: boolean): void {
    this.#flush(); // what comes after the greeting must not be part of it
    const client = new StreamClient(socket, mayCommand, () => this.#snapshot(mayCommand), this.#options.nowMs());
    this.#greet(client, search);
    const number = ++this.#latestClient;
    this.#clients.add(client);
    socket.on('message', (data) => void this.#answer(client, number, textOf(data)));
    // its close follows; what was wrong with a stranger's frames concerns nobody here
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#clients.delete(client);
      this.#options.clientGone(number);
      this.#options.clientsChanged(this.#clients.size);
    });
    this.#options.clientsChanged(this.#clients.size);
  }

  /** The events since it was cut off, where they are still known, else everything. */
  #greet(client: StreamClient, search: URLSearchParams): void {
    const after = search.get('after') ?? '';
    const isOurs = search.get('stream') === this.#stream && /^\d{1,15}$/.test(after);
    const missed = isOurs ? this.#backlog.after(Number(after)) : undefined;
    if (!missed) {
      client.send(this.#snapshot(client.mayCommand));
      return;
    }
    const sequence = Number(after);
    client.send({ type: 'resumed', stream: this.#stream, sequence, mayCommand: client.mayCommand });
    if (missed.length > 0) client.send({ type: 'events', sequence: sequence + 1, events: [...missed] });
  }

  #snapshot(mayCommand: boolean): ServerMessage {
    const { snapshot, number } = this.#feed;
    return { type: 'snapshot', stream: this.#stream, sequence: number, mayCommand, snapshot };
  }

  async #answer(client: StreamClient, number: number, text: string): Promise<void> {
    if (!client.isReading) return;
    const mayAsk = client.mayAsk(this.#options.nowMs());
    const access = client.mayCommand ? 'token' : 'watch';
    const response = await answerLine(text, access, async (command) => {
      if (!mayAsk) throw new TooManyRequestsError();
      return this.#handleCommand(command, number);
    });
    client.send({ type: 'response', response });
  }

  #collect(event: LiveEvent): void {
    if (this.#pending.push(event) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const events = this.#pending;
    if (events.length === 0) return;
    this.#pending = [];
    this.#backlog.add(events);
    if (this.#clients.size === 0) return;
    const message: ServerMessage = { type: 'events', sequence: this.#feed.number - events.length + 1, events };
    const text = JSON.stringify(message);
    for (const client of this.#clients) client.sendEvents(text, events.length);
  }
}
