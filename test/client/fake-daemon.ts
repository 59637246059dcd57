import type { OpenSocket, SocketListener } from '../../src/client/stream-connection.js';
import type { ServerMessage } from '../../src/protocol/stream.js';

/** One connection as the daemon's end sees it. */
export class FakeSocket {
  readonly sent: string[] = [];
  readyState = 0;
  isClosed = false;

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
    readonly listener: SocketListener,
  ) {}

  accept(): void {
    this.readyState = 1;
    this.listener.opened();
  }

  tell(message: ServerMessage): void {
    this.listener.text(JSON.stringify(message));
  }

  drop(wasRefused = false): void {
    this.readyState = 3;
    this.listener.closed(wasRefused);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
    this.drop();
  }
}

/** Takes connections in place of a daemon. */
export class FakeDaemon {
  readonly sockets: FakeSocket[] = [];

  readonly open: OpenSocket = (url, protocols, listener) => {
    const socket = new FakeSocket(url, protocols, listener);
    this.sockets.push(socket);
    return socket;
  };

  get latest(): FakeSocket {
    return this.sockets.at(-1)!;
  }
}
