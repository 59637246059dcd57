import type { ClosableSocket, OpenSocket } from './stream-connection.js';

/** A browser's, as far as it is used here; Node's types have none. */
interface BrowserSocket extends ClosableSocket {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
}
declare const WebSocket: new (url: string, protocols: readonly string[]) => BrowserSocket;

/** An answer from the browser's cache would say nothing. */
const uncached = { headers: { 'Cache-Control': 'no-cache' } };

/** Browsers do not say why a connection was refused; if the page's icon loads, the daemon is there. */
const isThere = (url: string): Promise<boolean> =>
  fetch(new URL('icon.svg', url.replace(/^ws/, 'http')), uncached).then(
    ({ ok }) => ok,
    () => false,
  );

export const openBrowserSocket: OpenSocket = (url, protocols, { opened, text, closed }) => {
  const socket = new WebSocket(url, protocols);
  let wasOpen = false;
  socket.addEventListener('open', () => {
    wasOpen = true;
    opened();
  });
  socket.addEventListener('message', ({ data }) => text(String(data)));
  socket.addEventListener('close', () => {
    if (wasOpen) closed(false);
    else void isThere(url).then(closed);
  });
  return socket;
};
