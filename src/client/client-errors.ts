import { DaemonError } from '../shared/error.js';

/** No connection came about. */
export class NotConnectedError extends DaemonError {
  readonly code = 'NOT_CONNECTED';

  constructor(pageUrl: string, state: 'refused' | 'lost') {
    super(
      state === 'refused'
        ? `The daemon at ${pageUrl} refused access. Pass the token that \`music-lstm-daemon status\` prints after #token=.`
        : `No daemon answers at ${pageUrl}. Start it with \`music-lstm-daemon start\`, or pass the address that it prints.`,
    );
  }
}

/** The address cannot be one. */
export class AddressError extends DaemonError {
  readonly code = 'ADDRESS_WRONG';
  override readonly exitCode = 2;

  constructor(url: string) {
    super(`"${url}" is not the address of a daemon. Write it as http://127.0.0.1:8585/.`);
  }
}

/** Messages that this version does not know. */
export class OtherVersionError extends DaemonError {
  readonly code = 'OTHER_VERSION';

  constructor(options: ErrorOptions) {
    super('The daemon and this client are of different versions. Install the same version of both.', options);
  }
}
