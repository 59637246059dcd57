import { encodeCheckpoint } from '../../model/checkpoint/checkpoint.js';
import type { BloomFilter } from '../../model/checkpoint/bloom-filter.js';
import { struckInRows } from '../../encoding/memorisation/note-onset.js';
import { ngramIndex } from '../../training/ngram-index.js';
import type { CommandIo } from '../../cli/command-io.js';
import { MusicOfOtherKindError, OtherMusicError, TrainingMusicUnknownError } from '../music/music-errors.js';
import { modelToEvaluate, placeOfModel } from './named-model.js';
import { findTrainingMusic, otherMusicNote } from '../music/training-music.js';
import { modelSearchFolders } from './model-folders.js';
import { writeOutput } from '../output-files.js';

/** The options of `index` as commander gives them. */
export interface IndexOptions {
  readonly data?: readonly string[];
  readonly exclude: readonly string[];
  readonly from?: string;
  readonly models?: string;
}

/** What the model to begin with could quote. */
const gramsBefore = async (from: string | undefined, folders: readonly string[]): Promise<readonly BloomFilter[]> =>
  from === undefined ? [] : ((await modelToEvaluate(from, folders)).checkpoint.grams ?? []);

/** Adds to a model's file what it could quote. */
export const indexModel = async (wanted: string, options: IndexOptions, io: CommandIo): Promise<void> => {
  const folders = modelSearchFolders(options.models, io.env);
  const { file } = await placeOfModel(wanted, folders);
  const { name, kind, checkpoint } = await modelToEvaluate(file, folders);
  const { card } = checkpoint;
  if (kind !== 'piano') throw new MusicOfOtherKindError(name, kind);
  const music = await findTrainingMusic(card, options, io);
  if (music.kind === 'missing') throw new TrainingMusicUnknownError(music.reason);
  const fault = otherMusicNote(card, music);
  if (fault !== undefined) throw new OtherMusicError(fault);
  const notes = music.split.training.map(({ sequence }) => struckInRows(sequence));
  const grams = ngramIndex(notes, await gramsBefore(options.from, folders));
  await writeOutput(file, encodeCheckpoint({ ...checkpoint, grams }));
  const bytes = grams.reduce((sum, filter) => sum + filter.bytes.length, 0);
  io.stdout.write(`${file}: knows what it could quote of ${notes.length} works, ${(bytes / 1e6).toFixed(1)} MB\n`);
};
