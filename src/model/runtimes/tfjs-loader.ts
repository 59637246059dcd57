import { createRequire } from 'node:module';
import util from 'node:util';
import type { Tfjs } from './tfjs-operators.js';
import { reasonOf } from '../../shared/error.js';

/** The TensorFlow.js in use, and why. */
export interface LoadedTfjs {
  readonly tf: Tfjs;
  /** `native`: @tensorflow/tfjs-node. `javascript`: TensorFlow.js without native code, slow but everywhere. */
  readonly kind: 'native' | 'javascript';
  /** As shown to the user, e.g. `tfjs 4.22.0 (javascript)`. */
  readonly name: string;
  /** Why this kind is used, for `doctor` and the log; one line. */
  readonly reason: string;
}

/** Loads a package as `require` does; throws where it is missing or broken. */
export type Require = (name: string) => unknown;

const NATIVE_PACKAGE = '@tensorflow/tfjs-node';

const isTfjs = (module: unknown): module is Tfjs =>
  typeof module === 'object' && module !== null && 'tidy' in module && 'version_core' in module;

/**
 * The last tfjs-node (4.22.0) calls two functions that Node 22 deprecates and Node 24 removed. It looks them up at each
 * call, so restoring them before its first operator fixes it and silences the warnings.
 */
const giveBackOldUtil = (): void => {
  Object.assign(util, {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
};

const firstLine = (error: unknown): string => reasonOf(error).split('\n')[0];

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'MODULE_NOT_FOUND' &&
  error.message.startsWith(`Cannot find module '${NATIVE_PACKAGE}'`);

/** tfjs-node, or why it is unavailable. Its native library logs only errors. */
const loadNative = (require: Require): { readonly tf: Tfjs } | { readonly reason: string } => {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  try {
    const module = require(NATIVE_PACKAGE);
    if (!isTfjs(module)) return { reason: `${NATIVE_PACKAGE} has not the functions expected of it` };
    giveBackOldUtil();
    return { tf: module };
  } catch (error) {
    return {
      reason: isMissing(error)
        ? `${NATIVE_PACKAGE} is not installed`
        : `${NATIVE_PACKAGE} does not load: ${firstLine(error)}`,
    };
  }
};

/** Loads TensorFlow.js: native if it is installed and loads, else plain JavaScript. Prints nothing. */
export const loadTfjs = async (require: Require = createRequire(import.meta.url)): Promise<LoadedTfjs> => {
  const native = loadNative(require);
  if ('tf' in native) {
    await native.tf.ready();
    const name = `tfjs-node ${native.tf.version_core}`;
    return { tf: native.tf, kind: 'native', name, reason: `${NATIVE_PACKAGE} is installed` };
  }
  const tf = await import('./tfjs-javascript.js');
  // Without this its JavaScript backend prints an advertisement for the native one.
  tf.env().set('PROD', true);
  await tf.setBackend('cpu');
  return { tf, kind: 'javascript', name: `tfjs ${tf.version_core} (javascript)`, reason: native.reason };
};
