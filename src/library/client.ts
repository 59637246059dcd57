import { defaultTokenFile, readToken } from '../adapters/web/token-file.js';
import { connectWith } from '../client/connect.js';
import { openNodeSocket } from '../client/node-socket.js';

export * from './client-exports.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The token of this user's own daemon; no other machine is told it. */
const ownToken = (pageUrl: string): string | undefined =>
  LOOPBACK.includes(new URL(pageUrl).hostname) ? readToken([defaultTokenFile(process.env)]) : undefined;

/**
 * Connects to a running daemon. Resolves when its state is known; afterwards the client comes back by itself whenever
 * the daemon has been away. For a daemon of the same user on the same machine neither address nor token is needed.
 *
 * @example
 * const daemon = await connect();
 * daemon.on('note-on', ({ voice, pitch }) => console.log(voice, pitch));
 * await daemon.send({ kind: 'set', controls: { tempo: 90 } });
 */
export const connect = connectWith(openNodeSocket, ownToken);
