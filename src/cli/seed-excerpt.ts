import { readFile } from 'node:fs/promises';
import { encodePiece } from '../encoding/encode-piece.js';
import { excerpts } from '../encoding/excerpts.js';
import type { ModelCard } from '../model/checkpoint/model-card.js';
import type { EventSequence } from '../model/event-schema.js';
import { nextInt, shuffle, type RandomSource } from '../model/sampling/random-source.js';
import { readMidi } from '../music/midi/read-midi.js';
import { DaemonError } from '../shared/error.js';
import { CorpusFolderMissingError, CorpusEmptyError, CorpusUnreadableError } from '../training/corpus/corpus-errors.js';
import { listCorpusFiles, type CorpusFile } from '../training/corpus/corpus-files.js';
import { loadCorpus } from '../training/corpus/load-corpus.js';
import { inProcessLoader } from '../training/corpus/piece-encoder.js';
import { withComposer } from '../training/corpus/piano-works.js';

/** Music to go on from. */
export interface SeedExcerpt {
  readonly sequence: EventSequence;
  /** The tempo of the piece it is from. */
  readonly bpm: number;
  /** Where it is from, as told to the user. */
  readonly source: string;
}

/** The file to go on from is no music. */
export class PrimeFileError extends DaemonError {
  readonly code = 'PRIME_UNREADABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`--prime "${file}" cannot be used: ${reason} Name a MIDI file with notes in it.`, options);
  }
}

const DEFAULT_DATA = 'data/classical-music-midi';
const SHAPE = { bars: 8, minimumNotes: 32 };

/** The slot of a composer in the model's table; undefined, unknown, where it has none of that name. */
const slotOf = ({ composers }: ModelCard, composer: string): number | undefined => {
  const slot = composers.findIndex((name) => name.toLowerCase() === composer.toLowerCase());
  return slot < 0 ? undefined : slot;
};

/** The whole file as a seed. */
export const primeExcerpt = async (file: string, card: ModelCard, composer: string): Promise<SeedExcerpt> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new PrimeFileError(file, 'it cannot be opened.', { cause });
  });
  try {
    const slot = slotOf(card, composer);
    const encoded = encodePiece(readMidi(new Uint8Array(bytes)), slot === undefined ? {} : { composerSlot: slot });
    if (encoded.noteCount === 0) throw new PrimeFileError(file, 'it holds no notes.');
    return { sequence: encoded, bpm: encoded.baseBpm, source: file };
  } catch (cause) {
    if (cause instanceof PrimeFileError || !(cause instanceof DaemonError)) throw cause;
    throw new PrimeFileError(file, cause.message, { cause });
  }
};

/** The composer's files; none where the default folder is not there. A folder that was named must be. */
const composerFiles = async (named: string | undefined, composer: string): Promise<readonly CorpusFile[]> => {
  try {
    const files = await listCorpusFiles(named ?? DEFAULT_DATA);
    return files.filter((file) => file.composer.toLowerCase() === composer.toLowerCase());
  } catch (error) {
    const absent = error instanceof CorpusFolderMissingError || error instanceof CorpusEmptyError;
    if (absent && named === undefined) return [];
    throw error;
  }
};

const passagesOf = async (folder: string, file: CorpusFile, slot: number | undefined): Promise<SeedExcerpt[]> => {
  try {
    const { works } = await loadCorpus(folder, [file], { loader: inProcessLoader() });
    return works.flatMap(({ sequence, baseBpm }) =>
      excerpts(withComposer(sequence, slot), SHAPE).map((passage) => ({
        sequence: passage,
        bpm: baseBpm,
        source: file.name,
      })),
    );
  } catch (error) {
    if (error instanceof CorpusUnreadableError) return []; // the next file may be better
    throw error;
  }
};

/** Eight bars from a random work of the composer in the data folder, or undefined where there are none. */
export const dataExcerpt = async (
  named: string | undefined,
  card: ModelCard,
  composer: string,
  random: RandomSource,
): Promise<SeedExcerpt | undefined> => {
  const files = shuffle([...(await composerFiles(named, composer))], random);
  for (const file of files) {
    const passages = await passagesOf(named ?? DEFAULT_DATA, file, slotOf(card, composer));
    if (passages.length > 0) return passages[nextInt(random, passages.length)];
  }
  return undefined;
};

/** A random one of the excerpts that the checkpoint carries, or undefined where it carries none. */
export const storedExcerpt = (
  { excerpts: stored, network }: ModelCard,
  random: RandomSource,
): SeedExcerpt | undefined => {
  if (stored.length === 0) return undefined;
  const { ids, bpm, source } = stored[nextInt(random, stored.length)];
  return { sequence: { length: ids.length / network.schema.length, ids: Int32Array.from(ids) }, bpm, source };
};
