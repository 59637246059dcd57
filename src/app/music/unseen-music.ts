import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { isSameName } from '../../shared/names.js';
import { CorpusEmptyError, CorpusFolderMissingError } from '../../training/corpus/corpus-errors.js';
import { listCorpusFiles, type CorpusFile } from '../../training/corpus/corpus-files.js';
import type { Corpus } from '../../training/corpus/encoded-work.js';
import { NoMusicError, TrainingMusicUnknownError } from './music-errors.js';
import { otherMusicNote, type TrainingMusic } from './training-music.js';

/** Music that a model is measured on, and what the files were called. */
export interface UnseenMusic extends Corpus {
  readonly name: string;
}

/** The .mid files in a folder; a folder without any is a NoMusicError. */
export const filesIn = async (place: string): Promise<readonly CorpusFile[]> => {
  try {
    return await listCorpusFiles(place);
  } catch (cause) {
    if (cause instanceof CorpusFolderMissingError) throw new NoMusicError(place, 'does not exist', { cause });
    if (cause instanceof CorpusEmptyError) throw new NoMusicError(place, 'holds no MIDI files', { cause });
    throw cause;
  }
};

/** The works that training kept aside; only the very music it learned from can tell which. */
export const keptAside = (card: ModelCard, music: TrainingMusic): UnseenMusic => {
  if (music.kind === 'missing') throw new TrainingMusicUnknownError(music.reason);
  const note = otherMusicNote(card, music);
  if (note !== undefined) throw new TrainingMusicUnknownError(note);
  return { name: `validation works of ${music.folder}`, works: music.split.validation, rejected: [] };
};

/**
 * A model of one composer takes all music for that composer's: it has learned no other slot. One of several looks
 * at the folder's name, and takes composers that it does not know as unknown.
 */
export const slotFor = ({ composers, training }: ModelCard, composer: string): number | undefined => {
  if (composers.length === 1) return 0;
  if (training.composers?.length === 1) return composers.indexOf(training.composers[0]);
  const slot = composers.findIndex((name) => isSameName(name, composer));
  return slot < 0 ? undefined : slot;
};
