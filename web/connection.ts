import { openBrowserSocket } from '../src/client/browser-socket.js';
import { StreamConnection, type ConnectionListener as StreamListener } from '../src/client/stream-connection.js';

export type { ConnectionState } from '../src/client/stream-connection.js';

export type ConnectionListener = Omit<StreamListener, 'resumeQuery'>;

/** The connection to the daemon that this page comes from. */
export class Connection extends StreamConnection {
  /** `resumeQuery` says where to go on after a drop. */
  constructor(token: string, resumeQuery: () => string, listener: ConnectionListener) {
    super({ pageUrl: `${window.location.origin}/`, token }, openBrowserSocket, { ...listener, resumeQuery });
  }
}
