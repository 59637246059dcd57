import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { LOG_ENDING, midiFileOf } from '../../adapters/recording/session-names.js';
import { EARLIEST_MS } from './clock-trust.js';

const MS_PER_DAY = 86_400_000;

/** A line of a log that marks what a listener liked; looked for in the text, since a log may be large. */
const LIKED = '"text":"like"';

/** Whether a file is that old; false if its date cannot be right. */
const isOlder = (file: string, thanMs: number): boolean => {
  const { mtimeMs } = statSync(file);
  return mtimeMs >= EARLIEST_MS && mtimeMs <= thanMs;
};

/**
 * Removes sessions of a folder that ended more than `days` ago, each with its log and its .mid. Kept passages have no
 * log and stay, as do sessions in which something was liked, and those without a .mid: they are under way, or have not
 * been recovered. Gives the names of the sessions that are gone.
 */
export const pruneRecordings = (folder: string, days: number, nowMs: number): readonly string[] => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(LOG_ENDING)) : [];
  const old = names.filter((name) => {
    const logFile = path.join(folder, name);
    if (!existsSync(midiFileOf(logFile)) || !isOlder(logFile, nowMs - days * MS_PER_DAY)) return false;
    return !readFileSync(logFile, 'utf8').includes(LIKED);
  });
  for (const name of old) {
    const logFile = path.join(folder, name);
    rmSync(midiFileOf(logFile), { force: true });
    rmSync(logFile, { force: true });
  }
  return old.map((name) => name.slice(0, -LOG_ENDING.length));
};
