import { DaemonError } from '../../shared/error.js';

/** No port near the wanted one is free. */
export class WebPortTakenError extends DaemonError {
  readonly code = 'WEB_PORT_TAKEN';

  constructor(first: number, last: number) {
    super(`The ports ${first} to ${last} are all taken. Name a free one with --port, or do without: --no-web.`);
  }
}

/** The address is not this machine's, or not for everybody to listen at. */
export class WebAddressError extends DaemonError {
  readonly code = 'WEB_ADDRESS';

  constructor(address: string, port: number, reason: string) {
    super(`Cannot listen at ${address}, port ${port}: ${reason}. Choose others with --bind and --port.`);
  }
}

/** More requests than any person or sensible program sends. */
export class TooManyRequestsError extends DaemonError {
  readonly code = 'TOO_MANY_REQUESTS';

  constructor() {
    super('Too many requests within a second. Nothing was done; try again more slowly.');
  }
}

/** The file with the token cannot be used. */
export class TokenFileError extends DaemonError {
  readonly code = 'TOKEN_FILE';

  constructor(file: string, reason: string) {
    super(
      `The token file ${file} cannot be used: ${reason}. Remove it, and a new one is made; or name another with MUSIC_LSTM_TOKEN_FILE.`,
    );
  }
}
