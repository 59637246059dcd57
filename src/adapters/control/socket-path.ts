import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/**
 * Where the daemon listens for commands: MUSIC_LSTM_SOCKET, else a private folder of the user's run-time directory.
 * On Windows a named pipe.
 */
export const defaultSocketPath = (env: Readonly<NodeJS.ProcessEnv>): string => {
  if (env.MUSIC_LSTM_SOCKET) return env.MUSIC_LSTM_SOCKET;
  const { username } = userInfo();
  if (process.platform === 'win32') return `\\\\.\\pipe\\music-lstm-daemon-${username}`;
  const base = env.XDG_RUNTIME_DIR ?? path.join(tmpdir(), `music-lstm-daemon-${username}`);
  return path.join(base, 'music-lstm-daemon', 'control.sock');
};

/** Makes the socket's folder, readable by its owner alone where it is new. */
export const makeSocketFolder = (socketPath: string): void => {
  if (process.platform !== 'win32') mkdirSync(path.dirname(socketPath), { recursive: true, mode: 0o700 });
};
