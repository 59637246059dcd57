import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a MIDI file's bytes become a cached piece. */
const ENTRIES = ['./piece-encoder.js', './work-codec.js'];

/** The specifier of an import or a re-export, with the words before it: these say where code lies, not what it does. */
const IMPORT = /^(?:import|export)\s[^;'"]*?['"](\.[^'"]+)['"];?$/gm;

const locate = (specifier: string, from: string): string => {
  const file = path.resolve(path.dirname(from), specifier);
  return existsSync(file) ? file : file.replace(/\.js$/, '.ts'); // from source, in tests
};

/**
 * A digest of code files and of all that they import. What the code does counts, not where its files lie: they may be
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
 * The version of the cached pieces: no piece is ever older than the code that reads and encodes it, and nobody has to
 * raise a number. About 5 ms; an upgrade that changes that code costs one re-encoding.
 */
export const encodingVersion = (): Promise<string> => {
  const here = fileURLToPath(import.meta.url);
  return codeDigest(ENTRIES.map((entry) => locate(entry, here)));
};
