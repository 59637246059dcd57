import { lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DaemonError } from '../../shared/error.js';

/** A folder where others could listen, answer or put files. */
export class UnsafeFolderError extends DaemonError {
  readonly code = 'UNSAFE_FOLDER';

  constructor(folder: string, reason: string) {
    super(
      `The folder ${folder} is not safe to use: ${reason}. Remove it, or name another place with --socket (MUSIC_LSTM_SOCKET).`,
    );
  }
}

/** Named by user number, since a container's user may have no name. */
const privateName = (): string => `music-lstm-daemon-${process.getuid?.() ?? 0}`;

/** The user's folder among temporary files, below the one that is named. It need not be there. */
export const privateFolder = (parent = tmpdir()): string => path.join(parent, privateName());

/** Whether it is such a folder, where everybody may make folders. */
export const isPrivateFolder = (folder: string): boolean => path.basename(folder) === privateName();

/** Throws unless there is none, or only this user can look into it; a link to such a folder does not count. */
export const requirePrivate = (folder: string): void => {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) throw new UnsafeFolderError(folder, 'it is no folder');
  if (found.uid !== process.getuid?.()) throw new UnsafeFolderError(folder, 'another user made it');
  if ((found.mode & 0o077) !== 0) throw new UnsafeFolderError(folder, 'other users can look into it');
};
