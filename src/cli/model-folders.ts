import envPaths from 'env-paths';

/** Where the user's own models live: MUSIC_LSTM_MODELS, else the platform's data folder. */
export const userModelFolder = (env: Readonly<NodeJS.ProcessEnv>): string =>
  env.MUSIC_LSTM_MODELS || `${envPaths('music-lstm-daemon', { suffix: '' }).data}/models`;
