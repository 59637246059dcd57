import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DaemonError } from '../../shared/error.js';
import { codeOf, explainSystemError } from '../../shared/system-error.js';
import { TOUCH_MS } from './session-log-file.js';
import { saveSession, type SavedLog } from './session-files.js';
import { scanSessionLog } from './session-log.js';
import { LOG_ENDING, midiFileOf } from './session-names.js';

/** A log whose daemon has not touched it for so long is nobody's any more, whoever has its process number by now. */
const ABANDONED_MS = 4 * TOUCH_MS;

/** What recovery did with a log. */
export type Recovery =
  { readonly kind: 'recovered'; readonly session: SavedLog } | { readonly kind: 'unreadable'; readonly reason: string };

export interface RecoveryOptions {
  readonly folder: string;
  /** The daemon that recovers: what was left by another process of its number is no session of its own … */
  readonly pid: number;
  /** … but this log. */
  readonly own: string | null;
  /** Names of logs to leave out. */
  readonly except?: readonly string[];
  /** Told the name of a log before it is read. */
  readonly begins?: (name: string) => void;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/** The process that wrote a log; undefined where its first line does not tell. */
const writerOf = async (file: string): Promise<number | undefined> => {
  for await (const line of scanSessionLog(file)) return line.kind === 'header' ? line.header.pid : undefined;
  return undefined;
};

/** Whether a session still goes on, so that its .mid is not to be made. */
const isUnderWay = async (file: string, { pid, own }: RecoveryOptions): Promise<boolean> => {
  if (own !== null && path.resolve(own) === path.resolve(file)) return true;
  const facts = await stat(file).catch(() => undefined);
  if (!facts || Date.now() - facts.mtimeMs > ABANDONED_MS) return false;
  const writer = await writerOf(file);
  return writer !== undefined && writer !== pid && isAlive(writer);
};

const isThere = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The logs of a folder. None where there is no folder, nor can be one: a file stands in its place. */
const namesOf = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(LOG_ENDING)).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
};

const whyUnreadable = (what: string, error: unknown): string => {
  if (error instanceof DaemonError) return error.message;
  const reason = explainSystemError(error) ?? (error instanceof Error ? error.message : String(error));
  return `${what} cannot be recovered: ${reason}`;
};

/**
 * Makes the .mid of every session that was cut off before it had one: after a crash, a kill, a power cut. Sessions
 * that go on are left alone; what cannot be recovered is told of and passed over, and stays as it is.
 */
export const recoverSessions = async function* (options: RecoveryOptions): AsyncGenerator<Recovery> {
  const { folder, except = [], begins } = options;
  let names: readonly string[];
  try {
    names = await namesOf(folder);
  } catch (error) {
    yield { kind: 'unreadable', reason: whyUnreadable('Sessions that were cut off', error) };
    return;
  }
  for (const name of names) {
    const logFile = path.join(folder, name);
    if (except.includes(name) || (await isThere(midiFileOf(logFile)))) continue;
    begins?.(name);
    try {
      if (!(await isUnderWay(logFile, options))) yield { kind: 'recovered', session: await saveSession(logFile) };
    } catch (error) {
      yield { kind: 'unreadable', reason: whyUnreadable(`"${logFile}"`, error) };
    }
  }
};
