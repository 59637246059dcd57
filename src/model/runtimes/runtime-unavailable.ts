import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DaemonError } from '../../shared/error.js';

/** The package this file was installed with; the same depth under src and dist. */
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The command that installs the native runtime without its install script, which fetches GPU files from a
 * place that is not always reached, and whose failure makes npm drop the whole package. Inside an installed
 * package only the program's own dependencies are kept; in a checkout those for development as well.
 */
export const repairCommand = (root: string = packageRoot): string => {
  const installed = root.split(path.sep).includes('node_modules');
  return installed
    ? `npm install --prefix "${path.resolve(root)}" --no-save --omit=dev --ignore-scripts`
    : `npm ci --prefix "${path.resolve(root)}" --ignore-scripts`;
};

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
