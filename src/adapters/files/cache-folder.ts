import envPaths from 'env-paths';

/** Where this program may keep what it can make again: MUSIC_LSTM_CACHE, else the platform's cache folder. */
export const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  environment.MUSIC_LSTM_CACHE ?? envPaths('music-lstm-daemon', { suffix: '' }).cache;
