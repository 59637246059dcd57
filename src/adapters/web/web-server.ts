import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HandleClientCommand } from '../../protocol/request-handler.js';
import { Authorization, type AuthorizationOptions, type Verdict } from './authorization.js';
import type { EventFeed } from './event-feed.js';
import { linkHost, listenNear, ownNames } from './listen-address.js';
import { sendFile, sendText } from './responses.js';
import type { PageFile } from './page-files.js';
import type { RecordingRoutes } from './recording-routes.js';
import { SHORT_PATH, ShortLinkRoute } from './short-link.js';
import { StreamServer, type StreamOptions } from './stream-server.js';
import { WaitingConnections } from './waiting-connections.js';

export interface WebOptions extends StreamOptions, Pick<AuthorizationOptions, 'token' | 'openReading'> {
  /** 127.0.0.1 unless the user wants others to come in. */
  readonly bind: string;
  /** The next free one is taken where it is not; 0 takes any. */
  readonly port: number;
  /** Served to everybody who may ask: nothing in them is secret. */
  readonly files: ReadonlyMap<string, PageFile>;
  readonly recordings: RecordingRoutes;
}

/** Slow requests are cut off, and looked for as often. */
const REQUEST_MS = 10_000;
const LOOK_MS = 1000;
/** A browser opens six; more that ask for nothing are nobody's. */
const MOST_WAITING = 256;
const MOST_CONNECTIONS = 1024;

const refuseUpgrade = (socket: Duplex, status: number, reason: string): void => {
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'Connection: close', 'Content-Type: text/plain'];
  socket.end(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`, () =>
    socket.destroy(),
  );
};

/** The path and search of a request; undefined when it is no path. */
const target = ({ url }: IncomingMessage): URL | undefined => {
  if (!url?.startsWith('/') || url.startsWith('//')) return undefined;
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined;
};

/** The web server of page and stream. */
export class WebServer {
  readonly #options: WebOptions;
  readonly #server: Server;
  readonly #shortLinks: ShortLinkRoute;
  #access: Authorization | undefined;
  #stream: StreamServer | undefined;
  #port = 0;

  constructor(options: WebOptions) {
    this.#options = options;
    this.#shortLinks = new ShortLinkRoute(options.token, options.nowMs);
    this.#server = createServer(
      { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_MS },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.maxConnections = MOST_CONNECTIONS;
    new WaitingConnections(MOST_WAITING).watch(this.#server);
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Takes a port and gives the page's address; whoever asks is put off until `open`. */
  async listen(): Promise<string> {
    const { bind, port, token, openReading } = this.#options;
    this.#port = await listenNear(this.#server, bind, port);
    this.#access = new Authorization({ token, openReading, hosts: ownNames(bind), port: this.#port });
    return `http://${linkHost(bind)}:${this.#port}/`;
  }

  /** From now on there is something to be seen. */
  open(feed: EventFeed, handleCommand: HandleClientCommand): void {
    this.#stream = new StreamServer(feed, handleCommand, this.#options);
  }

  async close(): Promise<void> {
    this.#stream?.close();
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = target(request);
    if (!this.#access?.isAddressedHere(request) || !url) {
      sendText(response, 403, 'This request is not addressed to this daemon.');
      return;
    }
    const file = this.#options.files.get(url.pathname);
    if (file) sendFile(request, response, file);
    else if (url.pathname.startsWith(SHORT_PATH)) this.#shortLinks.serve(url.pathname, response);
    else if (url.pathname.startsWith('/recordings')) await this.#serveRecordings(request, response, url);
    else sendText(response, 404, 'There is nothing here.');
  }

  async #serveRecordings(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const verdict = this.#judge(request);
    if (verdict.kind === 'refused') sendText(response, verdict.status, verdict.reason);
    else await this.#options.recordings.serve(request, response, url, verdict.mayCommand);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const verdict = this.#judge(request);
    const url = target(request);
    if (verdict.kind === 'refused') refuseUpgrade(socket, verdict.status, verdict.reason);
    else if (url?.pathname !== '/') refuseUpgrade(socket, 404, 'The stream is at /.');
    else if (!this.#stream || this.#stream.isFull) refuseUpgrade(socket, 503, 'Not now. Try again later.');
    else this.#stream.accept(request, socket, head, url.searchParams, verdict.mayCommand);
  }

  #judge(request: IncomingMessage): Verdict {
    return this.#access?.judge(request) ?? { kind: 'refused', status: 403, reason: 'The daemon is still starting.' };
  }
}
