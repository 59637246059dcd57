import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** How files end that are not finished; one that is old was left by a process that was killed. */
export const TEMPORARY_ENDING = '.tmp';

export interface ReplaceOptions {
  /** Whether the content must be on the disk before the old one goes, so that a power cut loses neither. Default: true. */
  readonly sync?: boolean;
}

const syncFile = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** That of the file which is replaced, where there is one. */
const keepMode = async (file: string, temporary: string): Promise<void> => {
  const before = await stat(file).catch(() => undefined);
  if (before) await chmod(temporary, before.mode & 0o7777);
};

/**
 * Lets `write` fill a file of another name in the same folder, which is made, and puts it in the place of `file`: a
 * reader or a crash sees the old content or the new, never a mixture. Nothing is left of one that fails.
 */
export const replaceFileBy = async <T>(
  file: string,
  write: (temporary: string) => Promise<T>,
  { sync = true }: ReplaceOptions = {},
): Promise<T> => {
  const temporary = `${file}.${randomUUID()}${TEMPORARY_ENDING}`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const result = await write(temporary);
    await keepMode(file, temporary);
    if (sync) await syncFile(temporary);
    await rename(temporary, file);
    return result;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // where its folder is a file, for example
    throw error;
  }
};

/** Replaces a file as a whole by these bytes; its folder is made. */
export const replaceFile = (file: string, bytes: Uint8Array, options?: ReplaceOptions): Promise<void> =>
  replaceFileBy(file, (temporary) => writeFile(temporary, bytes), options);
