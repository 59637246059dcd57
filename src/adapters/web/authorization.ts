import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOKEN_PREFIX } from '../../protocol/stream.js';

/** Access rights of a request. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly mayCommand: boolean }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly reason: string };

export interface AuthorizationOptions {
  readonly token: string;
  /** Names and addresses by which this machine may be asked, without port; IPv6 in brackets. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** Whether those without a token may watch. */
  readonly openReading: boolean;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing of where they differ, nor of their lengths. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const offeredToken = ({ headers }: IncomingMessage): string | undefined => {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '');
  if (bearer) return bearer[1];
  const protocols = headers['sec-websocket-protocol']?.split(',').map((text) => text.trim()) ?? [];
  return protocols.find((text) => text.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length);
};

/**
 * A loopback name with any port: what comes through a tunnel (`ssh -L 7000:localhost:8585`) asks by the port of its
 * other end. No foreign name can be made to look so.
 */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Decides by exact lists who is let in. The Host header keeps out pages whose name was made to point here (DNS
 * rebinding), the Origin header those of other sites; programs that are no browser send no Origin.
 */
export class Authorization {
  readonly #options: AuthorizationOptions;
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  constructor(options: AuthorizationOptions) {
    this.#options = options;
    const { hosts, port } = options;
    // a browser leaves out the port that goes without saying
    this.#hosts = new Set(hosts.flatMap((host) => [`${host}:${port}`, ...(port === 80 ? [host] : [])]));
    this.#origins = new Set([...this.#hosts].map((host) => `http://${host}`));
  }

  /** Whether a request is addressed to us by one of our own pages, or by no page. */
  isAddressedHere({ headers }: IncomingMessage): boolean {
    const { origin } = headers;
    const host = headers.host?.toLowerCase() ?? '';
    if (this.#hosts.has(host)) return origin === undefined || this.#origins.has(origin);
    return LOOPBACK.test(host) && (origin === undefined || origin === `http://${host}`);
  }

  /** For what the token guards: the stream and the recordings. A wrong token is refused even where none is wanted. */
  judge(request: IncomingMessage): Verdict {
    if (!this.isAddressedHere(request)) {
      return { kind: 'refused', status: 403, reason: 'The Host or Origin of this request is not allowed.' };
    }
    const token = offeredToken(request);
    if (token !== undefined && isSame(token, this.#options.token)) return { kind: 'allowed', mayCommand: true };
    // the far end of a tunnel is another machine
    const isHere = this.#hosts.has(request.headers.host?.toLowerCase() ?? '');
    if (token === undefined && this.#options.openReading && isHere) return { kind: 'allowed', mayCommand: false };
    return { kind: 'refused', status: 401, reason: 'The token is missing or wrong.' };
  }
}
