import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { RateLimit } from './rate-limit.js';
import { sendRedirect, sendText } from './responses.js';

/** Letters and digits that nobody takes for others, five bits each. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz023456789';
const LETTERS = 8;
/** So many wrong codes are answered at once, and so many a second: guessing 40 bits takes thousands of years. */
const BURST = 10;
const PER_SECOND = 0.5;

/** Where short links lead, below the page's address. */
export const SHORT_PATH = '/in/';

/** What a short link is made of: the address of the page, the token, and whose it is. */
export interface LinkParts {
  /** `http://127.0.0.1:8585/`. */
  readonly pageUrl: string;
  readonly token: string;
  /** The daemon's process: a link holds as long as that runs. */
  readonly pid: number;
}

/** Stands for the token in an address while one daemon runs; says nothing about it. */
export const shortCode = ({ token, pid }: Pick<LinkParts, 'token' | 'pid'>): string =>
  [...createHmac('sha256', token).update(`short link ${pid}`).digest().subarray(0, LETTERS)]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');

/** The page's address for a person, short enough to be typed: it leads to the full one. */
export const shortLink = (parts: LinkParts): string =>
  `${parts.pageUrl.replace(/[/]$/, '')}${SHORT_PATH}${shortCode(parts)}`;

/** The page's whole address: the fragment, which no server sees, holds the token. */
export const fullLink = ({ pageUrl, token }: Pick<LinkParts, 'pageUrl' | 'token'>): string =>
  `${pageUrl}#token=${token}`;

/** Sends whoever knows the short link on to the page with its token. */
export class ShortLinkRoute {
  readonly #token: string;
  readonly #code: Buffer;
  readonly #nowMs: () => number;
  readonly #wrong: RateLimit;

  constructor(token: string, nowMs: () => number) {
    this.#token = token;
    this.#code = Buffer.from(shortCode({ token, pid: process.pid }));
    this.#nowMs = nowMs;
    this.#wrong = new RateLimit(PER_SECOND, BURST, nowMs());
  }

  serve(path: string, response: ServerResponse): void {
    const code = Buffer.from(path.slice(SHORT_PATH.length).toLowerCase());
    const isRight = code.length === this.#code.length && timingSafeEqual(code, this.#code);
    if (isRight) sendRedirect(response, fullLink({ pageUrl: '/', token: this.#token }));
    else if (this.#wrong.take(this.#nowMs()))
      sendText(response, 404, 'This link is not valid (any more). `music-lstm-daemon status` prints the present one.');
    else sendText(response, 429, 'Too many wrong links. Try again in a minute.');
  }
}
