import { fileURLToPath } from 'node:url';
import { userModelFolder } from './model-folders.js';

/** The models shipped with the package, which lie at the same depth above src/cli and dist/cli. */
const packageModels = fileURLToPath(new URL('../../models', import.meta.url));

/**
 * Where models are looked for, first folder first: only the one that `--models` or MUSIC_LSTM_MODELS names, else the
 * user's own before those of the package.
 */
export const modelSearchFolders = (named: string | undefined, env: Readonly<NodeJS.ProcessEnv>): readonly string[] => {
  if (named !== undefined) return [named];
  return env.MUSIC_LSTM_MODELS ? [env.MUSIC_LSTM_MODELS] : [userModelFolder(env), packageModels];
};
