import { readFile } from 'node:fs/promises';
import { PrimerFileError, composerSlot, primerFromFile, type Primer } from '../../composer/primer.js';
import { excerpts } from '../../encoding/shared/excerpts.js';
import { asOnePiano } from '../../encoding/piano/player-part.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { nextInt, shuffle, type RandomSource } from '../../shared/random-source.js';
import {
  CorpusFolderMissingError,
  CorpusEmptyError,
  CorpusUnreadableError,
} from '../../training/corpus/corpus-errors.js';
import { listCorpusFiles, type CorpusFile } from '../../training/corpus/corpus-files.js';
import { loadCorpus } from '../../training/corpus/load-corpus.js';
import { inProcessLoader } from '../../training/corpus/piece-encoder.js';
import { withComposer } from '../../training/corpus/piano-works.js';
import { DEFAULT_DATA } from '../common-options.js';
import { isSameName } from '../../shared/names.js';

const SHAPE = { bars: 8, minimumNotes: 32 };

/** The whole file as a seed. */
export const primerFromMidi = async (file: string, card: ModelCard, composer: string): Promise<Primer> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new PrimerFileError(file, 'it cannot be opened.', { cause });
  });
  return primerFromFile(new Uint8Array(bytes), file, composerSlot(card, composer));
};

/** The composer's files; none where the default folder is not there. A folder that was named must be. */
const composerFiles = async (named: string | undefined, composer: string): Promise<readonly CorpusFile[]> => {
  try {
    const files = await listCorpusFiles(named ?? DEFAULT_DATA);
    return files.filter((file) => isSameName(file.composer, composer));
  } catch (error) {
    const absent = error instanceof CorpusFolderMissingError || error instanceof CorpusEmptyError;
    if (absent && named === undefined) return [];
    throw error;
  }
};

const passagesOf = async (file: CorpusFile, slot: number | undefined): Promise<Primer[]> => {
  try {
    const { works } = await loadCorpus([file], { loader: inProcessLoader() });
    return works.flatMap(({ sequence, baseBpm }) =>
      excerpts(withComposer(asOnePiano(sequence), slot), SHAPE).map((passage) => ({
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
export const primerFromData = async (
  named: string | undefined,
  card: ModelCard,
  composer: string,
  random: RandomSource,
): Promise<Primer | undefined> => {
  const files = shuffle([...(await composerFiles(named, composer))], random);
  for (const file of files) {
    const passages = await passagesOf(file, composerSlot(card, composer));
    if (passages.length > 0) return passages[nextInt(random, passages.length)];
  }
  return undefined;
};
