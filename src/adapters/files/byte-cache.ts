import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import envPaths from 'env-paths';
import { TEMPORARY_ENDING, replaceFile } from '../../files/replace-file.js';

/** Where this program may keep what it can make again: MUSIC_LSTM_CACHE, else the platform's cache folder. */
export const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  environment.MUSIC_LSTM_CACHE ?? envPaths('music-lstm-daemon', { suffix: '' }).cache;

/** A cache of named bytes in one folder, bounded in size: `close` removes what was used longest ago. */
export interface FolderCache {
  /** Undefined when there is none, or none that can be read. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Written aside and renamed, so that a crash leaves the old entry or the new one. Never throws. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Brings the folder back under its limit. May be called twice. */
  close(): Promise<void>;
}

const ending = '.bin';

/** Half-written files of a crashed run are removed once they are this old. */
const abandonedAfterMs = 3_600_000;

interface Entry {
  readonly file: string;
  readonly bytes: number;
  readonly usedMs: number;
}

const entriesIn = async (folder: string): Promise<readonly Entry[]> => {
  const names = await readdir(folder);
  const entries = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => undefined); // another process may just have removed it
      return found?.isFile() ? [{ file, bytes: found.size, usedMs: found.mtimeMs }] : [];
    }),
  );
  return entries.flat();
};

/** The entries that must go so that the rest, the most recently used, fit into `maxBytes`. */
const surplus = (entries: readonly Entry[], maxBytes: number): readonly Entry[] => {
  const newestFirst = [...entries].sort((a, b) => b.usedMs - a.usedMs);
  let kept = 0;
  return newestFirst.filter((entry) => {
    kept += entry.bytes;
    return kept > maxBytes;
  });
};

const prune = async (folder: string, maxBytes: number): Promise<void> => {
  const entries = await entriesIn(folder);
  const finished = entries.filter((entry) => entry.file.endsWith(ending));
  const abandoned = entries.filter(
    (entry) => entry.file.endsWith(TEMPORARY_ENDING) && entry.usedMs < Date.now() - abandonedAfterMs,
  );
  await Promise.all([...surplus(finished, maxBytes), ...abandoned].map((entry) => rm(entry.file, { force: true })));
};

/** Keys are used as file names: letters, digits and dashes only. Nothing is created before the first `put`. */
export const openFolderCache = (folder: string, maxBytes: number): FolderCache => {
  const fileOf = (key: string): string => path.join(folder, key + ending);
  return {
    async get(key) {
      try {
        const bytes = await readFile(fileOf(key));
        const now = new Date();
        await utimes(fileOf(key), now, now).catch(() => undefined); // a read-only cache still serves
        return bytes;
      } catch {
        return undefined; // not there or not readable: the caller makes it again
      }
    },
    async put(key, bytes) {
      await replaceFile(fileOf(key), bytes, { sync: false }).catch(() => undefined); // full or read-only: go on without
    },
    async close() {
      await prune(folder, maxBytes).catch(() => undefined); // no folder, nothing to prune
    },
  };
};
