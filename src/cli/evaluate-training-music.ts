import type { ModelCard } from '../model/checkpoint/model-card.js';
import { DaemonError } from '../shared/error.js';
import { listCorpusFiles, type CorpusFile } from '../training/corpus/corpus-files.js';
import { readManifest } from '../training/corpus/work-manifest.js';
import { splitWorks, type WorkSplit } from '../training/corpus/work-split.js';
import type { CommandIo } from './command-io.js';
import { NoTrainingMusicError } from './evaluate-errors.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { loadWorks } from './load-works.js';
import { nameKey } from '../shared/names.js';

const DEFAULT_DATA = 'data/classical-music-midi';

/** The music a model was trained on, found again. */
export interface TrainingMusicFound {
  readonly kind: 'found';
  readonly folder: string;
  readonly split: WorkSplit;
  /** Whether works and notes are as many as the model says it learned from. */
  readonly isSame: boolean;
}

/** It was not found, and why: a clause without a full stop. */
interface TrainingMusicMissing {
  readonly kind: 'missing';
  readonly reason: string;
}

const howToName = 'name the folder it was trained on with --data';

/** Whose music the model learned. */
const learnedComposers = ({ composers, training }: ModelCard): readonly string[] => training.composers ?? composers;

const filesOf = async (folder: string, card: ModelCard, exclude: readonly string[]): Promise<CorpusFile[]> => {
  const composers = learnedComposers(card);
  const wanted = new Set(composers.map(nameKey));
  const listed = await listCorpusFiles(folder);
  const files = listed.filter(
    ({ name, composer }) => wanted.has(nameKey(composer)) && !exclude.some((text) => name.includes(text)),
  );
  if (files.length === 0) throw new NoTrainingMusicError(folder, composers);
  return files;
};

const findAgain = async (
  folder: string,
  card: ModelCard,
  exclude: readonly string[],
  io: CommandIo,
): Promise<TrainingMusicFound> => {
  const files = await filesOf(folder, card, exclude);
  const { works } = await loadWorks(folder, files, io);
  const names = files.map(({ name }) => name);
  const split = splitWorks(works, await readManifest(folder, names), card.training.seed);
  const notes = split.training.reduce((sum, { noteCount }) => sum + noteCount, 0);
  const isSame = split.training.length === card.training.works && notes === card.training.notes;
  return { kind: 'found', folder, split, isSame };
};

/**
 * The works of the model's composers in the data folder, split as `train` splits them with the model's seed. A folder
 * that was named must hold them; without the default one they are merely missing.
 */
export const findTrainingMusic = async (
  card: ModelCard,
  { data, exclude }: Pick<EvaluateOptions, 'data' | 'exclude'>,
  io: CommandIo,
): Promise<TrainingMusicFound | TrainingMusicMissing> => {
  try {
    return await findAgain(data ?? DEFAULT_DATA, card, exclude, io);
  } catch (error) {
    if (data !== undefined || !(error instanceof DaemonError)) throw error;
    const composers = learnedComposers(card).join(', ');
    return { kind: 'missing', reason: `no music of ${composers} to learn from in ${DEFAULT_DATA}; ${howToName}` };
  }
};

/** Tells that the folder is not what the model learned from; undefined where it is. */
export const otherMusicNote = (card: ModelCard, { folder, split, isSame }: TrainingMusicFound): string | undefined =>
  isSame
    ? undefined
    : `"${folder}" is not what the model learned from (${card.training.works} works with ${card.training.notes} notes; ` +
      `here ${split.training.length}); ${howToName}, and --exclude as in training`;
