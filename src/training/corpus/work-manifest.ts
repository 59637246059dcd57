import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CorpusFile } from './corpus-files.js';

/** A column of a manifest for each file, e.g. the work it belongs to. Keys are file names. */
export type WorkManifest = ReadonlyMap<string, string>;

const manifestName = 'MANIFEST.tsv';

/** Columns of a manifest that this program reads besides `file`. */
export type ManifestColumn = 'work_cluster' | 'licence' | 'source';

/** The columns `file` and `column` of a tab-separated table with a header; undefined without them. */
export const parseManifest = (text: string, column: ManifestColumn = 'work_cluster'): WorkManifest | undefined => {
  const [header, ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = (header ?? '').split('\t');
  const fileColumn = columns.indexOf('file');
  const valueColumn = columns.indexOf(column);
  if (fileColumn < 0 || valueColumn < 0) return undefined;
  const values = new Map<string, string>();
  for (const row of rows) {
    const cells = row.split('\t');
    const file = cells[fileColumn];
    const value = cells[valueColumn];
    if (file && value) values.set(file, value);
  }
  return values;
};

/** `name` as a manifest in a parent folder may spell it: `folder/name`, or `name` itself. */
const lookUp = (manifest: WorkManifest, name: string, prefixes: readonly string[]): string | undefined => {
  for (const prefix of prefixes) {
    const value = manifest.get(prefix + name);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** '', 'c/', 'b/c/' for the folder /a/b/c. */
const prefixesOf = (folder: string): readonly string[] => {
  const parts = folder.split(path.sep).filter((part) => part !== '');
  const depth = Math.min(3, parts.length);
  return Array.from({ length: depth + 1 }, (_, i) => (i === 0 ? '' : `${parts.slice(-i).join('/')}/`));
};

/** Folders that may contain a manifest: the data folder (or that of a single file) and two above. */
const candidates = (folder: string): readonly string[] =>
  [0, 1, 2].map((up) => path.resolve(folder, ...Array<string>(up).fill('..')));

/**
 * The column's values for the files `names` (paths below `folder`) in the nearest MANIFEST.tsv in `folder` or above.
 * Files that it does not list are missing from the result.
 */
const readManifest = async (
  folder: string,
  names: readonly string[],
  column: ManifestColumn,
): Promise<WorkManifest> => {
  const prefixes = prefixesOf(path.resolve(folder));
  for (const place of candidates(folder)) {
    const text = await readFile(path.join(place, manifestName), 'utf8').catch(() => undefined);
    const manifest = text === undefined ? undefined : parseManifest(text, column);
    if (!manifest) continue;
    const found = names.flatMap((name) => {
      const value = lookUp(manifest, name, prefixes);
      return value === undefined ? [] : [[name, value] as const];
    });
    if (found.length > 0) return new Map(found);
  }
  return new Map();
};

/**
 * The column's values for files, by name, from the nearest MANIFEST.tsv in or above each data folder. Unlisted files
 * are missing from the result.
 */
export const manifestOf = async (
  files: readonly CorpusFile[],
  column: ManifestColumn = 'work_cluster',
): Promise<WorkManifest> => {
  const said = new Map<string, string>();
  for (const folder of new Set(files.map((file) => file.folder))) {
    const own = files.filter((file) => file.folder === folder);
    const manifest = await readManifest(
      folder,
      own.map(({ below }) => below),
      column,
    );
    for (const { name, below } of own) {
      const value = manifest.get(below);
      if (value !== undefined) said.set(name, value);
    }
  }
  return said;
};
