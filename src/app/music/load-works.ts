import path from 'node:path';
import { availableParallelism } from 'node:os';
import { cacheFolder, openFolderCache } from '../../adapters/files/byte-cache.js';
import type { CorpusFile } from '../../training/corpus/corpus-files.js';
import type { Corpus } from '../../training/corpus/encoded-work.js';
import { loadCorpus } from '../../training/corpus/load-corpus.js';
import { inProcessLoader } from '../../training/corpus/piece-encoder.js';
import type { RunContext } from '../run-context.js';
import { PieceReaderPool } from '../../workers/piece-reader/piece-reader-pool.js';

/** Encoded music is small; this is thousands of pieces. */
const CACHE_BYTES = 512 * 1024 * 1024;

/** So few are read sooner on this thread than others start. */
const FEW_FILES = 8;

/** Reads and encodes files on all cores, from the cache that `env` names where they are known. */
export const loadWorks = async (
  files: readonly CorpusFile[],
  env: Readonly<NodeJS.ProcessEnv>,
  onProgress: RunContext['progress'] = () => undefined,
): Promise<Corpus> => {
  const loader = files.length <= FEW_FILES ? inProcessLoader() : new PieceReaderPool(availableParallelism());
  const cache = openFolderCache(path.join(cacheFolder(env), 'pieces'), CACHE_BYTES);
  onProgress(0, files.length);
  try {
    return await loadCorpus(files, { loader, cache, onProgress });
  } finally {
    await loader.close();
    await cache.close();
  }
};
