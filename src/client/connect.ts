import { AddressError, NotConnectedError } from './client-errors.js';
import { DaemonClient } from './daemon-client.js';
import type { OpenSocket } from './stream-connection.js';

export interface ConnectOptions {
  /** The page's address, as `music-lstm-daemon status` prints it, with or without #token=…; else the default one. */
  readonly url?: string;
  /** Goes before one in the address. Without a token one may only watch, if the daemon allows it. */
  readonly token?: string;
  /** For how long `notes` remembers what has ended; 10 s unless said otherwise. */
  readonly keepNotesMs?: number;
  /** Waits for a daemon that is not there yet, instead of rejecting. */
  readonly wait?: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:8585/';
const KEEP_NOTES_MS = 10_000;

interface DaemonAddress {
  readonly pageUrl: string;
  readonly token: string | undefined;
}

/** The address and what it says of the token. Throws an AddressError. */
const readAddress = ({ url = DEFAULT_URL, token }: ConnectOptions): DaemonAddress => {
  if (!/^(https?|wss?):/.test(url) || !URL.canParse(url)) throw new AddressError(url);
  const parsed = new URL(url);
  const given = new URLSearchParams(parsed.hash.slice(1)).get('token');
  return { pageUrl: `${parsed.origin}${parsed.pathname}`, token: token ?? given ?? undefined };
};

/** Resolves at the first snapshot. */
const firstSnapshot = (client: DaemonClient, pageUrl: string, wait: boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = [
      client.onSnapshot(() => {
        for (const unsubscribe of stop) unsubscribe();
        resolve();
      }),
      client.onState((state) => {
        if (state === 'refused' || (state === 'lost' && !wait)) {
          reject(client.failure ?? new NotConnectedError(pageUrl, state));
        }
      }),
    ];
    client.start();
  });

/** Makes the `connect` of a platform. `knownToken` is the token of a daemon's page where the platform has one. */
export const connectWith =
  (openSocket: OpenSocket, knownToken: (pageUrl: string) => string | undefined = () => undefined) =>
  async (options: ConnectOptions = {}): Promise<DaemonClient> => {
    const { pageUrl, token } = readAddress(options);
    const address = { pageUrl, token: token ?? knownToken(pageUrl) ?? '' };
    const client = new DaemonClient(address, openSocket, options.keepNotesMs ?? KEEP_NOTES_MS);
    try {
      await firstSnapshot(client, pageUrl, options.wait ?? false);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  };
