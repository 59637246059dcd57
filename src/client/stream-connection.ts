import type { Command } from '../protocol/command.js';
import { SUBPROTOCOL, TOKEN_PREFIX, type ServerMessage } from '../protocol/stream.js';
import { RpcClient, UnreadableMessageError, unreachable, type TextSocket } from '../protocol/view/rpc-client.js';

/** `refused`: the daemon is there and does not let us in. `lost`: it does not answer. Both try again by themselves. */
export type ConnectionState = 'connecting' | 'open' | 'refused' | 'lost';

/** What a socket tells of itself. */
export interface SocketListener {
  readonly opened: () => void;
  readonly text: (text: string) => void;
  /** Told once, also where it never opened. */
  readonly closed: (wasRefused: boolean) => void;
}

export interface ClosableSocket extends TextSocket {
  close(): void;
}

/** Opens a WebSocket: a browser's, or one of Node. */
export type OpenSocket = (url: string, protocols: readonly string[], listener: SocketListener) => ClosableSocket;

/** Where the stream is, and what lets one in. */
export interface StreamAddress {
  /** The page's: http://127.0.0.1:8585/. */
  readonly pageUrl: string;
  /** Empty for none. */
  readonly token: string;
}

export interface ConnectionListener {
  readonly message: (message: ServerMessage) => void;
  readonly state: (state: ConnectionState) => void;
  /** The search part of the URL that says where to go on after a drop. */
  readonly resumeQuery: () => string;
  /** Told of a message that this version does not know; without it that is thrown. */
  readonly unreadable?: (cause: unknown) => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;

/** The stream, kept open: comes back after the daemon has been away. */
export class StreamConnection {
  readonly #address: StreamAddress;
  readonly #openSocket: OpenSocket;
  readonly #listener: ConnectionListener;
  #socket: ClosableSocket | undefined;
  #conversation: RpcClient | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #isClosed = false;

  constructor(address: StreamAddress, openSocket: OpenSocket, listener: ConnectionListener) {
    this.#address = address;
    this.#openSocket = openSocket;
    this.#listener = listener;
  }

  /** What must be added to `performance.now()` to get the daemon's clock; undefined until that is known. */
  get offsetMs(): number | undefined {
    return this.#conversation?.clock.offsetMs;
  }

  start(): void {
    this.#listener.state('connecting');
    const { pageUrl, token } = this.#address;
    const url = `${pageUrl.replace(/^http/, 'ws')}${this.#listener.resumeQuery()}`;
    const protocols = token === '' ? [SUBPROTOCOL] : [SUBPROTOCOL, `${TOKEN_PREFIX}${token}`];
    const socket = this.#openSocket(url, protocols, {
      opened: () => this.#converse(conversation),
      text: (text) => this.#take(conversation, text),
      closed: (wasRefused) => this.#lose(wasRefused),
    });
    this.#socket = socket;
    const conversation = new RpcClient(socket, this.#listener.message);
  }

  /** What the command gave; rejects with one line when it was not carried out. */
  ask(command: Command): Promise<unknown> {
    return this.#conversation?.ask(command) ?? unreachable();
  }

  /** For good; what was asked and not answered is rejected. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#conversation?.end();
    this.#socket?.close();
  }

  #converse(conversation: RpcClient): void {
    if (this.#isClosed) return;
    this.#retryMs = FIRST_RETRY_MS;
    this.#conversation = conversation;
    this.#listener.state('open');
    conversation.compareClocks();
  }

  #take(conversation: RpcClient, text: string): void {
    if (this.#isClosed) return;
    try {
      conversation.take(text);
    } catch (error) {
      if (!(error instanceof UnreadableMessageError) || !this.#listener.unreadable) throw error;
      this.#listener.unreadable(error);
    }
  }

  #lose(wasRefused: boolean): void {
    if (this.#isClosed) return;
    this.#conversation?.end();
    this.#listener.state(wasRefused ? 'refused' : 'lost');
    this.#retry = setTimeout(() => this.start(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}
