import type { Server } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { WebAddressError, WebPortTakenError } from './web-errors.js';
import { reasonOf } from '../../shared/error.js';

/** How many ports are tried, the wanted one first. */
const TRIES = 20;
const LAST_PORT = 65_535;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const listen = (server: Server, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      const place = server.address();
      resolve(place !== null && typeof place === 'object' ? place.port : port);
    });
  });

/** Listens at the wanted port or the next free one, and gives it. */
export const listenNear = async (server: Server, address: string, first: number): Promise<number> => {
  const last = first === 0 ? 0 : Math.min(first + TRIES - 1, LAST_PORT);
  for (let port = first; port <= last; port++) {
    try {
      return await listen(server, address, port);
    } catch (error) {
      if (codeOf(error) === 'EADDRINUSE') continue;
      throw new WebAddressError(address, port, reasonOf(error));
    }
  }
  throw new WebPortTakenError(first, last);
};

/** As in a URL: IPv6 stands in brackets. */
export const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether only this machine can come in. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);

/** Whether every address of this machine is listened at. */
const isEverywhere = (address: string): boolean => address === '0.0.0.0' || address === '::';

type Interfaces = ReturnType<typeof networkInterfaces>;

const entriesOf = (interfaces: Interfaces) => Object.values(interfaces).flatMap((entries) => entries ?? []);

/** The address to tell others, as in a URL: where all are listened at, one that other machines reach, if there is one. */
export const linkHost = (address: string, interfaces: Interfaces = networkInterfaces()): string => {
  if (!isEverywhere(address)) return bracketed(address);
  const outward = entriesOf(interfaces).find(({ internal, family }) => !internal && family === 'IPv4');
  return outward?.address ?? '127.0.0.1';
};

/** The names by which one may ask for this machine, when it listens at an address. */
export const ownNames = (address: string): string[] => {
  if (isLoopback(address)) return [...new Set([...LOOPBACK, bracketed(address)])];
  if (!isEverywhere(address)) return [...LOOPBACK, bracketed(address)];
  const all = entriesOf(networkInterfaces());
  const name = hostname().toLowerCase();
  return [...new Set([...LOOPBACK, ...all.map((entry) => bracketed(entry.address)), name, `${name}.local`])];
};
