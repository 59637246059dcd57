import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageFile } from './page-files.js';

/** Nothing from elsewhere, no framing, no guessing; WebAssembly decodes the SoundFont. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
};

/** One line of text, for a person: why something is refused. The connection is closed. */
export const sendText = (response: ServerResponse, status: number, text: string): void => {
  response
    .writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    .end(`${text}\n`, () => response.socket?.destroySoon());
};

/** Sends a browser on; nobody keeps where to. */
export const sendRedirect = (response: ServerResponse, location: string): void => {
  response.writeHead(302, { ...headers, 'Cache-Control': 'no-store', Location: location }).end();
};

export const sendJson = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(value));
};

export const sendFile = ({ method }: IncomingMessage, response: ServerResponse, { type, bytes }: PageFile): void => {
  if (method !== 'GET' && method !== 'HEAD') {
    sendText(response, 405, 'Only GET and HEAD.');
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': bytes.length });
  response.end(method === 'HEAD' ? undefined : bytes);
};

/** A file that the user keeps, under its own name. */
export const sendDownload = (response: ServerResponse, name: string, type: string, bytes: Uint8Array): void => {
  response.writeHead(200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': bytes.length,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  response.end(bytes);
};
