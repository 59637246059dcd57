import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/** The code between a file's bytes and an encoded piece: whole folders, and what this folder adds. */
const folders = ['../../music/', '../../music/midi/', '../../encoding/'];
const files = ['piece-encoder', 'fingerprint', 'work-codec'];

const isCode = (name: string): boolean => /[.][jt]s$/.test(name);

/**
 * A digest of the very code that reads and encodes, so that a cached piece is never older than the encoder:
 * nobody has to remember to raise a number. About 2 ms; costs one re-encoding after each upgrade.
 */
export const encodingVersion = async (): Promise<string> => {
  const digest = createHash('sha256');
  const add = async (folder: URL, isWanted: (name: string) => boolean): Promise<void> => {
    const names = (await readdir(folder)).filter((name) => isCode(name) && isWanted(name)).sort();
    for (const name of names) digest.update(name).update(await readFile(new URL(name, folder)));
  };
  for (const folder of folders) await add(new URL(folder, import.meta.url), () => true);
  await add(new URL('./', import.meta.url), (name) => files.includes(name.slice(0, -3)));
  return digest.digest('hex').slice(0, 16);
};
