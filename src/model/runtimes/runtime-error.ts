import { DaemonError } from '../../shared/error.js';

/** The native runtime was requested but cannot be loaded. */
export class RuntimeUnavailableError extends DaemonError {
  readonly code = 'NATIVE_RUNTIME_UNAVAILABLE';

  constructor(reason: string, repair: string, options?: ErrorOptions) {
    super(`The native runtime cannot be used: ${reason}. Repair it with: ${repair}`, options);
  }
}

/** The environment variable does not name a runtime. */
export class RuntimeWishError extends DaemonError {
  readonly code = 'RUNTIME_UNKNOWN';
  override readonly exitCode = 2;

  constructor(variable: string, value: string, choices: readonly string[]) {
    super(`${variable}="${value}" is not a runtime. Choose one of: ${choices.join(', ')}.`);
  }
}
