import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { codeOf, systemReason } from '../../shared/system-error.js';
import { TokenFileError } from './web-errors.js';

/** What fits a WebSocket subprotocol, and nobody guesses. */
const TOKEN = /^[A-Za-z0-9_-]{32,128}$/;

const refusalOf = (error: unknown): string => systemReason(error)?.reason ?? codeOf(error);

/** A file that others could read is closed to them; not where it is another user's. */
const hide = (file: string): void => {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch (error) {
    throw new TokenFileError(file, `other users can read it, and it cannot be closed to them (${refusalOf(error)})`);
  }
};

/** There is none, or none for us. */
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'];

/** MUSIC_LSTM_TOKEN_FILE, else a file in the user's configuration folder. */
export const defaultTokenFile = (env: Readonly<NodeJS.ProcessEnv>): string =>
  env.MUSIC_LSTM_TOKEN_FILE || path.join(envPaths('music-lstm-daemon', { suffix: '' }).config, 'token');

const readOne = (file: string): string | undefined => {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (NOT_THERE.includes(codeOf(error))) return undefined;
    throw new TokenFileError(file, refusalOf(error));
  }
  if (!TOKEN.test(token)) throw new TokenFileError(file, 'it holds no token');
  return token;
};

/** The token of the first file that is there; undefined when there is none. */
export const readToken = (files: readonly string[]): string | undefined => {
  for (const file of files) {
    const token = readOne(file);
    if (token === undefined) continue;
    hide(file);
    return token;
  }
  return undefined;
};

const writeToken = (file: string, token: string): void => {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new TokenFileError(file, refusalOf(error));
  }
};

/** Writes into the first file that can be written; throws what was wrong with that of first choice. */
const writeFirst = ([file, ...others]: readonly string[], token: string): void => {
  try {
    writeToken(file, token);
  } catch (error) {
    if (others.length === 0) throw error;
    try {
      writeFirst(others, token);
    } catch {
      throw error;
    }
  }
};

/** The user's token, made at the first start, in the first usable file; only this user can read it. */
export const keepToken = (files: readonly string[]): string => {
  const known = readToken(files);
  if (known !== undefined) return known;
  const token = randomBytes(32).toString('base64url');
  writeFirst(files, token);
  return token;
};
