import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The code that turns a MIDI file's bytes into a cached piece. */
const ENTRIES = ['./piece-encoder.js', './work-codec.js'];

/** An import or re-export with its specifier, which says where code is, not what it does. */
const IMPORT = /^(?:import|export)\s[^;'"]*?['"](\.[^'"]+)['"];?$/gm;

const locate = (specifier: string, from: string): string => {
  const file = path.resolve(path.dirname(from), specifier);
  return existsSync(file) ? file : file.replace(/\.js$/, '.ts'); // from source, in tests
};

/**
 * A digest of code files and of all that they import. Only the code counts, not the location of its files: they may be
 * moved and renamed.
 */
export const codeDigest = async (files: readonly string[]): Promise<string> => {
  const wanted = [...files];
  const seen = new Set<string>();
  const contents: string[] = [];
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const code = await readFile(file, 'utf8');
    for (const [, specifier] of code.matchAll(IMPORT)) wanted.push(locate(specifier, file));
    contents.push(code.replace(IMPORT, ''));
  }
  const digest = createHash('sha256');
  for (const content of contents.sort()) digest.update(content).update('\0');
  return digest.digest('hex').slice(0, 16);
};

/**
 * The version of the cached pieces: cached pieces never outlive the code that reads and encodes them, and there is no
 * version number to maintain. About 5 ms; an upgrade that changes that code costs one re-encoding.
 */
export const encodingVersion = (): Promise<string> => {
  const here = fileURLToPath(import.meta.url);
  return codeDigest(ENTRIES.map((entry) => locate(entry, here)));
};
