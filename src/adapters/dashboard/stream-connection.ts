import { WebSocket } from 'ws';
import type { Command } from '../../protocol/command.js';
import { SUBPROTOCOL, TOKEN_PREFIX, type ServerMessage } from '../../protocol/stream.js';
import { RpcClient, unreachable } from '../../protocol/view/rpc-client.js';

/** Where the stream is, and what lets one in. */
export interface StreamAddress {
  /** The page's: http://127.0.0.1:8585/. */
  readonly pageUrl: string;
  readonly token: string;
}

export interface ConnectionListener {
  readonly message: (message: ServerMessage) => void;
  /** One line for the user, or null when all is well. */
  readonly trouble: (text: string | null) => void;
  /** The search part of the URL that says where to go on after a drop. */
  readonly resumeQuery: () => string;
}

const RETRY_MS = 500;
const AWAY = 'The daemon does not answer; trying again …';

/** The stream, kept open: comes back after the daemon has been away. */
export class StreamConnection {
  readonly #address: StreamAddress;
  readonly #listener: ConnectionListener;
  #socket: WebSocket | undefined;
  #conversation: RpcClient | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(address: StreamAddress, listener: ConnectionListener) {
    this.#address = address;
    this.#listener = listener;
  }

  /** What must be added to `performance.now()` to get the daemon's clock; undefined until that is known. */
  get offsetMs(): number | undefined {
    return this.#conversation?.clock.offsetMs;
  }

  open(): void {
    const { pageUrl, token } = this.#address;
    const url = `${pageUrl.replace(/^http/, 'ws')}${this.#listener.resumeQuery()}`;
    const socket = new WebSocket(url, [SUBPROTOCOL, `${TOKEN_PREFIX}${token}`]);
    this.#socket = socket;
    const conversation = new RpcClient(socket, this.#listener.message);
    let wasOpen = false;
    socket.on('open', () => {
      wasOpen = true;
      this.#conversation = conversation;
      this.#listener.trouble(null);
      conversation.compareClocks();
    });
    socket.on('message', (data: Buffer) => conversation.take(data.toString()));
    socket.on('error', ({ message }) => {
      const wasRefused = message.includes('401') || message.includes('403');
      this.#listener.trouble(wasRefused ? 'Access refused: the token is wrong.' : AWAY);
    });
    socket.on('close', () => {
      if (wasOpen) this.#listener.trouble(AWAY); // else the error has told
      this.#lose();
    });
  }

  /** What the command gave; rejects with one line when it was not carried out. */
  ask(command: Command): Promise<unknown> {
    return this.#conversation?.ask(command) ?? unreachable();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#conversation?.end();
    this.#socket?.terminate();
  }

  #lose(): void {
    this.#conversation?.end();
    if (this.#isClosed) return;
    this.#retry = setTimeout(() => this.open(), RETRY_MS);
  }
}
