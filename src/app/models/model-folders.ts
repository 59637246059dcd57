import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { codeOf } from '../../shared/system-error.js';

/** The models shipped with the package, which lie at the same depth above src/app and dist/app. */
const packageModels = fileURLToPath(new URL('../../../models', import.meta.url));

/** Where the user's own models live: MUSIC_LSTM_MODELS, else the platform's data folder. */
export const userModelFolder = (env: Readonly<NodeJS.ProcessEnv>): string =>
  env.MUSIC_LSTM_MODELS || `${envPaths('music-lstm-daemon', { suffix: '' }).data}/models`;

/** A home that is another user's has no models for us. */
const isClosed = (folder: string): boolean => {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return false;
  } catch (error) {
    return ['EACCES', 'EPERM', 'ELOOP'].includes(codeOf(error));
  }
};

/**
 * Where models are looked for, first folder first: only the one that `--models` or MUSIC_LSTM_MODELS names, else the
 * user's own before those of the package.
 */
export const modelSearchFolders = (named: string | undefined, env: Readonly<NodeJS.ProcessEnv>): readonly string[] => {
  if (named !== undefined) return [named];
  if (env.MUSIC_LSTM_MODELS) return [env.MUSIC_LSTM_MODELS];
  return [userModelFolder(env), packageModels].filter((folder) => !isClosed(folder));
};
