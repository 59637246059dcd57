import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { KnownModel } from '../workers/composer-messages.js';

/** The SHA-256 of model files, so that a replay knows whether it has the same ones. */
export const fileHashes = (
  models: readonly KnownModel[],
): Promise<{ readonly name: string; readonly file: string; readonly sha256: string }[]> =>
  Promise.all(
    models.map(async ({ name, file }) => ({
      name,
      file,
      sha256: createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    })),
  );
