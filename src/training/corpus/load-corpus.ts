import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CorpusUnreadableError } from './corpus-errors.js';
import { foldersOf, type CorpusFile } from './corpus-files.js';
import type { Corpus, EncodedPiece, EncodedWork, RejectedFile } from './encoded-work.js';
import { encodingVersion } from './encoding-version.js';
import type { ByteCache, LoadedPiece, PieceLoader } from './piece-loader.js';
import { packPiece, unpackPiece } from './work-codec.js';

/** The loader, and who is informed of progress. */
export interface LoadOptions {
  readonly loader: PieceLoader;
  /** Encoded pieces of earlier runs, by content hash. */
  readonly cache?: ByteCache;
  /** Called after each file, in no particular order. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Larger than any music: a MIDI file of a million notes has about 10 MB. */
const maxFileBytes = 64 * 1024 * 1024;

type Outcome = { readonly work: EncodedWork } | { readonly rejected: RejectedFile };

/** Runs `task` over the indices below `count`, at most `width` at a time. */
const forEachBounded = async (count: number, width: number, task: (index: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
};

/** The piece in `bytes`, from the cache, or encoded and cached. */
const loadPiece = async (bytes: Uint8Array, key: string, options: LoadOptions): Promise<LoadedPiece> => {
  const cached = await options.cache?.get(key);
  const known: EncodedPiece | undefined = cached && unpackPiece(cached);
  if (known) return { kind: 'encoded', piece: known };
  const loaded = await options.loader.load(bytes);
  if (loaded.kind === 'encoded') await options.cache?.put(key, packPiece(loaded.piece));
  return loaded;
};

const loadFile = async (file: CorpusFile, version: string, options: LoadOptions): Promise<Outcome> => {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file.path));
  } catch (error) {
    return {
      rejected: { file: file.name, reason: `It cannot be opened: ${(error as NodeJS.ErrnoException).code ?? ''}.` },
    };
  }
  if (bytes.length > maxFileBytes) return { rejected: { file: file.name, reason: 'It is larger than 64 MB.' } };
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const loaded = await loadPiece(bytes, `${version}-${contentHash}`, options);
  if (loaded.kind === 'rejected') return { rejected: { file: file.name, reason: loaded.reason } };
  return { work: { ...loaded.piece, name: file.name, folder: file.folder, composer: file.composer, contentHash } };
};

/**
 * Reads and encodes all files, a few at a time, so that memory holds the encoded music but never all files. Bad files
 * are listed; this throws only if none is readable. The result is in the order of `files`.
 */
export const loadCorpus = async (files: readonly CorpusFile[], options: LoadOptions): Promise<Corpus> => {
  const version = await encodingVersion();
  const outcomes: Outcome[] = [];
  let done = 0;
  await forEachBounded(files.length, options.loader.concurrency, async (index) => {
    outcomes[index] = await loadFile(files[index], version, options);
    options.onProgress?.(++done, files.length);
  });
  const works = outcomes.flatMap((outcome) => ('work' in outcome ? [outcome.work] : []));
  const rejected = outcomes.flatMap((outcome) => ('rejected' in outcome ? [outcome.rejected] : []));
  if (works.length === 0 && rejected.length > 0) {
    throw new CorpusUnreadableError(foldersOf(files), rejected.length, rejected[0].reason);
  }
  return { works, rejected };
};
