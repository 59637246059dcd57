import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { TokenFileError } from './web-errors.js';

/** What fits a WebSocket subprotocol, and nobody guesses. */
const TOKEN = /^[A-Za-z0-9_-]{32,128}$/;

/** MUSIC_LSTM_TOKEN_FILE, else a file in the user's configuration folder. */
export const defaultTokenFile = (env: Readonly<NodeJS.ProcessEnv>): string =>
  env.MUSIC_LSTM_TOKEN_FILE ?? path.join(envPaths('music-lstm-daemon', { suffix: '' }).config, 'token');

/** The token that is there; undefined when there is no file. */
export const readToken = (file: string): string | undefined => {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new TokenFileError(file, error instanceof Error ? error.message : String(error));
  }
  if (!TOKEN.test(token)) throw new TokenFileError(file, 'it holds no token');
  return token;
};

/** The token of this user, made at the first start; its file is for his eyes alone. */
export const keepToken = (file: string): string => {
  const known = readToken(file);
  if (known !== undefined) {
    if (process.platform !== 'win32') chmodSync(file, 0o600);
    return known;
  }
  const token = randomBytes(32).toString('base64url');
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new TokenFileError(file, error instanceof Error ? error.message : String(error));
  }
  return token;
};
