import { z } from 'zod';
import type { Command } from '../src/protocol/command.js';
import { SUBPROTOCOL, TOKEN_PREFIX, serverMessageSchema, type ServerMessage } from '../src/protocol/stream.js';
import { ClockOffset } from '../src/protocol/view/clock-offset.js';

export type ConnectionState = 'connecting' | 'open' | 'refused' | 'lost';

export interface ConnectionListener {
  readonly message: (message: ServerMessage) => void;
  readonly state: (state: ConnectionState) => void;
}

/** The daemon did not do what it was asked for, and this is why. */
export class RefusedError extends Error {}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;
const PING_MS = 2000;
/** Pings in quick succession at the beginning, until the clock is known well. */
const FIRST_PINGS = 8;
const FIRST_PING_MS = 60;

const pongSchema = z.object({ nowMs: z.number() });

/** The stream, kept open: comes back after the daemon has been away, and knows how the clocks compare. */
export class Connection {
  clock = new ClockOffset();
  readonly #token: string;
  readonly #resumeQuery: () => string;
  readonly #listener: ConnectionListener;
  readonly #waiting = new Map<number, Waiting>();
  #socket: WebSocket | undefined;
  #nextId = 1;
  #retryMs = FIRST_RETRY_MS;

  /** `resumeQuery` says where to go on after a drop. */
  constructor(token: string, resumeQuery: () => string, listener: ConnectionListener) {
    this.#token = token;
    this.#resumeQuery = resumeQuery;
    this.#listener = listener;
  }

  start(): void {
    this.#listener.state('connecting');
    const { host, protocol } = window.location;
    const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/${this.#resumeQuery()}`;
    const protocols = this.#token === '' ? [SUBPROTOCOL] : [SUBPROTOCOL, `${TOKEN_PREFIX}${this.#token}`];
    const socket = new WebSocket(url, protocols);
    this.#socket = socket;
    let wasOpen = false;
    socket.addEventListener('open', () => {
      wasOpen = true;
      this.#retryMs = FIRST_RETRY_MS;
      this.clock = new ClockOffset();
      this.#listener.state('open');
      this.#ping(socket, FIRST_PINGS);
    });
    socket.addEventListener('message', ({ data }) => this.#take(String(data)));
    socket.addEventListener('close', () => void this.#lose(wasOpen));
  }

  /** What the command gave; rejects with one line when it was not carried out. */
  ask(command: Command): Promise<unknown> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new RefusedError('The daemon cannot be reached.'));
    const id = this.#nextId++;
    socket.send(JSON.stringify({ id, command }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #take(text: string): void {
    const message = serverMessageSchema.parse(JSON.parse(text));
    if (message.type !== 'response') {
      this.#listener.message(message);
      return;
    }
    const { response } = message;
    const id = Number(response.id);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (response.ok) waiting?.resolve(response.result);
    else waiting?.reject(new RefusedError(response.error));
  }

  #ping(socket: WebSocket, quickOnes: number): void {
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return;
    const sentMs = performance.now();
    this.ask({ kind: 'ping' }).then(
      (result) => {
        this.clock.add(sentMs, performance.now(), pongSchema.parse(result).nowMs);
        window.setTimeout(() => this.#ping(socket, quickOnes - 1), quickOnes > 0 ? FIRST_PING_MS : PING_MS);
      },
      () => undefined, // the connection was lost, and the next one pings anew
    );
  }

  async #lose(wasOpen: boolean): Promise<void> {
    for (const { reject } of this.#waiting.values()) reject(new RefusedError('The connection was lost.'));
    this.#waiting.clear();
    // a browser does not tell why it was refused; whether the page is there says whether the daemon is
    const isThere =
      !wasOpen &&
      (await fetch('icon.svg', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      ));
    this.#listener.state(isThere ? 'refused' : 'lost');
    window.setTimeout(() => this.start(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}
