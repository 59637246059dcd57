import type { Command } from '../src/protocol/command.js';
import { SUBPROTOCOL, TOKEN_PREFIX, type ServerMessage } from '../src/protocol/stream.js';
import { RpcClient, unreachable } from '../src/protocol/view/rpc-client.js';

export type ConnectionState = 'connecting' | 'open' | 'refused' | 'lost';

export interface ConnectionListener {
  readonly message: (message: ServerMessage) => void;
  readonly state: (state: ConnectionState) => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;

/** The connection to the stream; reconnects when the daemon is back. */
export class Connection {
  readonly #token: string;
  readonly #resumeQuery: () => string;
  readonly #listener: ConnectionListener;
  #conversation: RpcClient | undefined;
  #retryMs = FIRST_RETRY_MS;

  /** `resumeQuery` says where to go on after a drop. */
  constructor(token: string, resumeQuery: () => string, listener: ConnectionListener) {
    this.#token = token;
    this.#resumeQuery = resumeQuery;
    this.#listener = listener;
  }

  /** What must be added to `performance.now()` to get the daemon's clock; undefined until that is known. */
  get offsetMs(): number | undefined {
    return this.#conversation?.clock.offsetMs;
  }

  start(): void {
    this.#listener.state('connecting');
    const { host, protocol } = window.location;
    const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/${this.#resumeQuery()}`;
    const protocols = this.#token === '' ? [SUBPROTOCOL] : [SUBPROTOCOL, `${TOKEN_PREFIX}${this.#token}`];
    const socket = new WebSocket(url, protocols);
    const conversation = new RpcClient(socket, this.#listener.message);
    let wasOpen = false;
    socket.addEventListener('open', () => {
      wasOpen = true;
      this.#retryMs = FIRST_RETRY_MS;
      this.#conversation = conversation;
      this.#listener.state('open');
      conversation.compareClocks();
    });
    socket.addEventListener('message', ({ data }) => conversation.take(String(data)));
    socket.addEventListener('close', () => void this.#lose(wasOpen));
  }

  /** What the command gave; rejects with one line when it was not carried out. */
  ask(command: Command): Promise<unknown> {
    return this.#conversation?.ask(command) ?? unreachable();
  }

  async #lose(wasOpen: boolean): Promise<void> {
    this.#conversation?.end();
    // browsers do not say why a connection was refused; if the page's icon loads, the daemon is there
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
