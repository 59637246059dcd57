import { openNodeSocket } from '../../src/client/node-socket.js';
import { StreamConnection } from '../../src/client/stream-connection.js';
import type { LiveEvent } from '../../src/protocol/live-event.js';
import type { RunningDaemon } from './running-daemon.js';

/** What happens from now on, as any client of the stream learns it. */
export const watchStream = ({
  pageUrl,
  token,
}: RunningDaemon): { readonly events: LiveEvent[]; readonly close: () => void } => {
  const events: LiveEvent[] = [];
  const connection = new StreamConnection({ pageUrl, token }, openNodeSocket, {
    message: (message) => {
      if (message.type === 'events') events.push(...message.events);
    },
    state: () => undefined,
    resumeQuery: () => '',
  });
  connection.start();
  return { events, close: () => connection.close() };
};
