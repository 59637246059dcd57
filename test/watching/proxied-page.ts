import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Passes a WebSocket on, with the headers as the browser sent them. */
const passOn = (to: URL, { url, headers }: IncomingMessage, browser: Duplex): void => {
  const asked = request({ host: to.hostname, port: to.port, path: url, headers });
  asked.on('upgrade', ({ statusCode, rawHeaders }, daemon, head) => {
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []));
    browser.write(`HTTP/1.1 ${statusCode} Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    browser.write(head); // frames that came along with the answer
    daemon.pipe(browser).pipe(daemon);
    browser.on('error', () => daemon.destroy());
    daemon.on('error', () => browser.destroy());
  });
  asked.on('error', () => browser.destroy());
  asked.end();
};

/** A page of somebody else's, whose server passes the daemon's stream on. Gives its address. */
export const serveProxiedPage = async (
  script: string,
  daemon: URL,
): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server: Server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><pre></pre><script type="module" src="page.js"></script>');
  });
  server.on('upgrade', (asked: IncomingMessage, socket: Duplex) => passOn(daemon, asked, socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
