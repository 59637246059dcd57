import { WebSocket } from 'ws';
import type { OpenSocket } from './stream-connection.js';

/** Node 20 has no WebSocket of its own, and that of later versions does not say why it was refused. */
export const openNodeSocket: OpenSocket = (url, protocols, { opened, text, closed }) => {
  const socket = new WebSocket(url, [...protocols]);
  let wasRefused = false;
  socket.on('open', opened);
  socket.on('message', (data: Buffer) => text(data.toString()));
  socket.on('error', ({ message }) => {
    wasRefused = /\b40[13]\b/.test(message);
  });
  socket.on('close', () => closed(wasRefused));
  return {
    get readyState() {
      return socket.readyState;
    },
    send: (message) => socket.send(message),
    // without the handshake, which a daemon that hangs would never answer
    close: () => socket.terminate(),
  };
};
