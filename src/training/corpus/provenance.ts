import { readManifest } from './work-manifest.js';

/**
 * Under which licences the files `names` (paths below `folder`) stand, one line a licence with its number of
 * files, after the MANIFEST.tsv in or above the folder. Files it does not name count as 'licence not stated'.
 */
export const provenanceOf = async (folder: string, names: readonly string[]): Promise<string> => {
  const licences = await readManifest(folder, names, 'licence');
  const counts = new Map<string, number>();
  for (const name of names) {
    const licence = licences.get(name) ?? 'licence not stated';
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([licence, count]) => `${count} files: ${licence}`)
    .join('\n');
};
