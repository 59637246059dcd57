import { mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { codeOf, systemReason } from '../../shared/system-error.js';
import { isPrivateFolder, privateFolder, requirePrivate } from './private-folder.js';
import { SocketPathError } from './socket-errors.js';

/** `sun_path` of the socket's address without its final zero; a longer path is cut off without a word. */
const MOST_PATH_BYTES = process.platform === 'darwin' ? 103 : 107;

const isWindows = process.platform === 'win32';

const fits = (socketPath: string): boolean => isWindows || Buffer.byteLength(socketPath) <= MOST_PATH_BYTES;

/** Whether it is a folder of this user. */
const isOwn = (folder: string): boolean => {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.();
};

/** The user's run-time folder; undefined where it is not named, missing or, as after `sudo -E`, another user's. */
const runtimeFolder = ({ XDG_RUNTIME_DIR: folder }: Readonly<NodeJS.ProcessEnv>): string | undefined => {
  try {
    return folder && path.isAbsolute(folder) && isOwn(folder) ? path.join(folder, 'music-lstm-daemon') : undefined;
  } catch {
    return undefined; // it cannot even be looked at
  }
};

/** Folders for the socket by preference; the last is short enough on every system. */
const socketFolders = (env: Readonly<NodeJS.ProcessEnv>): readonly string[] => [
  ...[runtimeFolder(env)].filter((folder) => folder !== undefined),
  privateFolder(),
  privateFolder('/tmp'),
];

/**
 * Where the daemon listens for commands: MUSIC_LSTM_SOCKET, else a private folder of the user's run-time directory or,
 * without one or if its path is too long, of the folder for temporary files. On Windows a named pipe.
 */
export const defaultSocketPath = (env: Readonly<NodeJS.ProcessEnv>): string => {
  if (env.MUSIC_LSTM_SOCKET) return checkedSocketPath(env.MUSIC_LSTM_SOCKET);
  if (isWindows) return `\\\\.\\pipe\\music-lstm-daemon-${userInfo().username}`;
  const paths = socketFolders(env).map((folder) => path.join(folder, 'control.sock'));
  const chosen = paths.find(fits) ?? paths[paths.length - 1];
  // others could have made it: neither the daemon nor its clients trust what lies there
  requirePrivate(path.dirname(chosen));
  return chosen;
};

/** The path itself where a socket can have it; throws a SocketPathError where it is too long. */
export const checkedSocketPath = (socketPath: string): string => {
  if (!fits(socketPath)) throw new SocketPathError(socketPath, `longer than ${MOST_PATH_BYTES} bytes`);
  return socketPath;
};

/** Makes the socket's folder, for its owner alone where it is new; one that is named by hand may be any. */
export const makeSocketFolder = (socketPath: string): void => {
  if (isWindows) return;
  const folder = path.dirname(socketPath);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SocketPathError(
      socketPath,
      `its folder cannot be made (${systemReason(error)?.reason ?? codeOf(error)})`,
    );
  }
  if (isPrivateFolder(folder)) requirePrivate(folder); // somebody may have been faster
};
