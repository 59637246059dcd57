import { mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { privateFolder, requirePrivate } from '../adapters/control/private-folder.js';

/** A folder of the user's own among temporary files. */
const standIn = (): string => {
  try {
    requirePrivate(privateFolder());
    return path.join(privateFolder(), 'home');
  } catch {
    return mkdtempSync(path.join(tmpdir(), 'music-lstm-home-')); // somebody has taken the usual name
  }
};

const hasHome = (): boolean => {
  try {
    return path.isAbsolute(homedir());
  } catch {
    return false; // neither HOME nor an entry in the list of users, as is usual in containers
  }
};

/**
 * Gives a user without a home a private folder among temporary files. Comes first of all: libraries that look for
 * the user's folders throw where there is none, as soon as they are loaded.
 */
export const ensureHome = (env: NodeJS.ProcessEnv): void => {
  if (env.HOME !== undefined && !path.isAbsolute(env.HOME)) delete env.HOME;
  if (!hasHome()) env.HOME = standIn();
};
