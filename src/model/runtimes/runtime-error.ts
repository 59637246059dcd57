import { DaemonError } from '../../shared/error.js';

/** The native runtime was asked for by name and does not load. */
export class RuntimeUnavailableError extends DaemonError {
  readonly code = 'NATIVE_RUNTIME_UNAVAILABLE';

  constructor(reason: string, repair: string, options?: ErrorOptions) {
    super(`The native runtime cannot be used: ${reason}. Repair it with: ${repair}`, options);
  }
}

/** The environment variable holds a word that names no runtime. */
export class RuntimeWishError extends DaemonError {
  readonly code = 'RUNTIME_UNKNOWN';
  override readonly exitCode = 2;

  constructor(variable: string, value: string, choices: readonly string[]) {
    super(`${variable}="${value}" names no runtime. Set it to one of: ${choices.join(', ')}.`);
  }
}
