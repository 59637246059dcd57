import { openBrowserSocket } from '../client/browser-socket.js';
import { connectWith } from '../client/connect.js';

export * from './client-exports.js';

/**
 * Connects to a running daemon from a browser. Resolves when its state is known; afterwards the client comes back by
 * itself whenever the daemon has been away.
 *
 * @example
 * const daemon = await connect({ url: location.origin, token });
 */
export const connect = connectWith(openBrowserSocket);
