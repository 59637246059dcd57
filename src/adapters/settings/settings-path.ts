import path from 'node:path';
import envPaths from 'env-paths';

/** MUSIC_LSTM_CONFIG, else a file in the user's configuration folder. */
export const defaultSettingsFile = (env: Readonly<NodeJS.ProcessEnv>): string =>
  env.MUSIC_LSTM_CONFIG ?? path.join(envPaths('music-lstm-daemon', { suffix: '' }).config, 'config.json');
