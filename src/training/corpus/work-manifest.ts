import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Which file belongs to which work, as somebody who knows the music wrote it down. Keys are file names. */
export type WorkManifest = ReadonlyMap<string, string>;

const manifestName = 'MANIFEST.tsv';

/** The columns `file` and `work_cluster` of a tab-separated table with a header; undefined without them. */
export const parseManifest = (text: string): WorkManifest | undefined => {
  const [header, ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = (header ?? '').split('\t');
  const fileColumn = columns.indexOf('file');
  const clusterColumn = columns.indexOf('work_cluster');
  if (fileColumn < 0 || clusterColumn < 0) return undefined;
  const clusters = new Map<string, string>();
  for (const row of rows) {
    const cells = row.split('\t');
    const file = cells[fileColumn];
    const cluster = cells[clusterColumn];
    if (file && cluster) clusters.set(file, cluster);
  }
  return clusters;
};

/** `name` as the manifest in `prefix` folders above may spell it: `folder/name`, or `name` itself. */
const lookUp = (manifest: WorkManifest, name: string, prefixes: readonly string[]): string | undefined => {
  for (const prefix of prefixes) {
    const cluster = manifest.get(prefix + name);
    if (cluster !== undefined) return cluster;
  }
  return undefined;
};

/** '', 'c/', 'b/c/' for the folder /a/b/c. */
const prefixesOf = (folder: string): readonly string[] => {
  const parts = folder.split(path.sep).filter((part) => part !== '');
  const depth = Math.min(3, parts.length);
  return Array.from({ length: depth + 1 }, (_, i) => (i === 0 ? '' : `${parts.slice(-i).join('/')}/`));
};

/** Folders where a manifest may lie: the data folder (or that of a single file) and two above. */
const candidates = (folder: string): readonly string[] =>
  [0, 1, 2].map((up) => path.resolve(folder, ...Array<string>(up).fill('..')));

/**
 * The works of the files `names` (paths below `folder`) after the nearest MANIFEST.tsv in `folder` or above it.
 * Files it does not list are missing from the answer, all of them where there is no manifest.
 */
export const readManifest = async (folder: string, names: readonly string[]): Promise<WorkManifest> => {
  const prefixes = prefixesOf(path.resolve(folder));
  for (const place of candidates(folder)) {
    const text = await readFile(path.join(place, manifestName), 'utf8').catch(() => undefined);
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (!manifest) continue;
    const found = names.flatMap((name) => {
      const cluster = lookUp(manifest, name, prefixes);
      return cluster === undefined ? [] : [[name, cluster] as const];
    });
    if (found.length > 0) return new Map(found);
  }
  return new Map();
};
