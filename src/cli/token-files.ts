import path from 'node:path';
import { defaultSocketPath } from '../adapters/control/socket-path.js';
import { defaultTokenFile } from '../adapters/web/token-file.js';

/** Beside the control socket, where only this user can look; none where that folder is not safe. */
const besideSocket = (env: Readonly<NodeJS.ProcessEnv>): readonly string[] => {
  try {
    return [path.join(path.dirname(defaultSocketPath({ ...env, MUSIC_LSTM_SOCKET: undefined })), 'token')];
  } catch {
    return []; // whoever opens the socket there is told
  }
};

/** Where the token may be, first choice first: beside the socket only for a user who cannot write at home. */
export const tokenFiles = (env: Readonly<NodeJS.ProcessEnv>): readonly string[] => {
  const first = defaultTokenFile(env);
  return env.MUSIC_LSTM_TOKEN_FILE ? [first] : [first, ...besideSocket(env)];
};
