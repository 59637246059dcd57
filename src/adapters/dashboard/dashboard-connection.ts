import { openNodeSocket } from '../../client/node-socket.js';
import { StreamConnection, type ConnectionState, type StreamAddress } from '../../client/stream-connection.js';
import type { ServerMessage } from '../../protocol/stream.js';

export interface DashboardConnectionListener {
  readonly message: (message: ServerMessage) => void;
  /** One line for the user, or null when all is well. */
  readonly trouble: (text: string | null) => void;
  /** The search part of the URL that says where to go on after a drop. */
  readonly resumeQuery: () => string;
}

const troubles: Readonly<Record<Exclude<ConnectionState, 'connecting'>, string | null>> = {
  open: null,
  refused: 'Access refused: the token is wrong.',
  lost: 'The daemon does not answer; trying again …',
};

/** A terminal's connection to the stream. */
export const dashboardConnection = (
  address: StreamAddress,
  { message, trouble, resumeQuery }: DashboardConnectionListener,
): StreamConnection =>
  new StreamConnection(address, openNodeSocket, {
    message,
    resumeQuery,
    state: (state) => {
      if (state !== 'connecting') trouble(troubles[state]);
    },
  });
