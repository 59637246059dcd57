import { DaemonError } from '../../shared/error.js';

/** No socket can be there. */
export class SocketPathError extends DaemonError {
  readonly code = 'SOCKET_PATH';

  constructor(socketPath: string, reason: string) {
    super(`The control socket cannot be at "${socketPath}": ${reason}. Name another place with --socket.`);
  }
}
