import { accessSync, constants, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DaemonError } from '../../shared/error.js';
import { systemReason } from '../../shared/system-error.js';
import { unusedParts, type Platform, type UnusedPart } from './unused-parts.js';

/** The package this file was installed with; the same depth under src and dist. */
const ownRoot = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** A checkout's tests and builds need what an installation does not. */
export class NotInstalledError extends DaemonError {
  readonly code = 'NOT_INSTALLED';
  override readonly exitCode = 2;

  constructor(root: string) {
    super(`slim is for an installed package, but "${root}" is a checkout. Install the package: npm install -g .`);
  }
}

/** The installation belongs to another user, or is on a disk that is read-only. */
export class InstallationNotWritableError extends DaemonError {
  readonly code = 'INSTALLATION_NOT_WRITABLE';

  constructor(place: string, reason: string, cause: unknown) {
    super(`Cannot remove "${place}": ${reason}. Run slim as the user who installed the program.`, { cause });
  }
}

/** What was removed. */
export interface SlimReport {
  readonly root: string;
  readonly removed: readonly Omit<UnusedPart, 'paths'>[];
  readonly bytes: number;
}

const explained = (place: string, error: unknown): unknown => {
  const reason = systemReason(error)?.reason;
  return reason === undefined ? error : new InstallationNotWritableError(place, reason, error);
};

/** Throws before anything is removed. */
const checkWritable = (place: string): void => {
  try {
    accessSync(path.dirname(place), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explained(place, error);
  }
};

const remove = (place: string): void => {
  try {
    rmSync(place, { recursive: true });
  } catch (error) {
    throw explained(place, error);
  }
};

/**
 * Removes from an installation what this machine does not need: native libraries of other platforms, builds for
 * browsers, and TensorFlow.js where its native part is missing. `npm install` brings them back.
 */
export const slimInstallation = (root: string = ownRoot, here: Platform = process): SlimReport => {
  if (!root.split(path.sep).includes('node_modules')) throw new NotInstalledError(root);
  const parts = unusedParts(root, here);
  const places = parts.flatMap(({ paths }) => paths);
  for (const place of places) checkWritable(place);
  for (const place of places) remove(place);
  return {
    root,
    removed: parts.map(({ paths: _paths, ...told }) => told),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
};
