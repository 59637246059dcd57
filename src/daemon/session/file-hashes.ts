import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { KnownModel } from '../../workers/composer/composer-messages.js';

const sha256Of = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** The SHA-256 of model files, so that a replay knows whether it has the same ones; voices may share a file. */
export const fileHashes = async (
  models: readonly Pick<KnownModel, 'name' | 'file'>[],
): Promise<{ readonly name: string; readonly file: string; readonly sha256: string }[]> => {
  const files = [...new Set(models.map(({ file }) => file))];
  const hashes = new Map(await Promise.all(files.map(async (file) => [file, await sha256Of(file)] as const)));
  return models.map(({ name, file }) => ({ name, file, sha256: hashes.get(file) ?? '' }));
};
