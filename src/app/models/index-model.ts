import { encodeCheckpoint } from '../../model/checkpoint/checkpoint.js';
import type { BloomFilter } from '../../model/checkpoint/bloom-filter.js';
import { struckInRows } from '../../encoding/memorisation/note-onset.js';
import { ngramIndex } from '../../training/ngram-index.js';
import type { TrainingMusicOptions } from '../common-options.js';
import { quietContext, type RunContext } from '../run-context.js';
import { MusicOfOtherKindError, OtherMusicError, TrainingMusicUnknownError } from '../music/music-errors.js';
import { openNamedModel, findNamedModel } from './named-model.js';
import { findTrainingMusic, otherMusicNote } from '../music/training-music.js';
import { modelSearchFolders } from './model-folders.js';
import { writeOutput } from '../output/write-output.js';

/** What a model was trained on, and from which other. */
export interface IndexOptions extends TrainingMusicOptions {
  /** The model that it was fine-tuned from. */
  readonly from?: string;
  /** The only folder in which models are looked for. */
  readonly models?: string;
}

/** What was added to a model's file. */
export interface AddedIndex {
  readonly file: string;
  readonly works: number;
  readonly bytes: number;
}

/** What the model to begin with could quote. */
const gramsBefore = async (from: string | undefined, folders: readonly string[]): Promise<readonly BloomFilter[]> =>
  from === undefined ? [] : ((await openNamedModel(from, folders)).checkpoint.grams ?? []);

/** Adds to a model's file the index by which it is told that it quotes. */
export const indexModel = async (
  wanted: string,
  options: IndexOptions = {},
  context: Pick<RunContext, 'env' | 'progress'> = quietContext,
): Promise<AddedIndex> => {
  const folders = modelSearchFolders(options.models, context.env);
  const { file } = await findNamedModel(wanted, folders);
  const { name, kind, checkpoint } = await openNamedModel(file, folders);
  const { card } = checkpoint;
  if (kind !== 'piano') throw new MusicOfOtherKindError(name, kind);
  const music = await findTrainingMusic(card, options, context);
  if (music.kind === 'missing') throw new TrainingMusicUnknownError(music.reason);
  const fault = otherMusicNote(card, music);
  if (fault !== undefined) throw new OtherMusicError(fault);
  const notes = music.split.training.map(({ sequence }) => struckInRows(sequence));
  const grams = ngramIndex(notes, await gramsBefore(options.from, folders));
  await writeOutput(file, encodeCheckpoint({ ...checkpoint, grams }));
  return { file, works: notes.length, bytes: grams.reduce((sum, filter) => sum + filter.bytes.length, 0) };
};
