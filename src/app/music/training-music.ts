import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { DaemonError } from '../../shared/error.js';
import { foldersOf, listCorpora, type CorpusFile } from '../../training/corpus/corpus-files.js';
import { manifestOf, type WorkManifest } from '../../training/corpus/work-manifest.js';
import { splitWorks, type WorkSplit } from '../../training/corpus/work-split.js';
import { DEFAULT_DATA, type TrainingMusicOptions } from '../common-options.js';
import { NoTrainingMusicError } from './music-errors.js';
import { loadWorks } from './load-works.js';
import { nameKey } from '../../shared/names.js';
import type { RunContext } from '../run-context.js';

/** The music a model was trained on, found again. */
export interface TrainingMusicFound {
  readonly kind: 'found';
  /** The data folders, as told to the user. */
  readonly folder: string;
  readonly manifest: WorkManifest;
  readonly split: WorkSplit;
  /** Whether works and notes are as many as the model says it learned from. */
  readonly isSame: boolean;
}

/** It was not found, and why: a clause without a full stop. */
interface TrainingMusicMissing {
  readonly kind: 'missing';
  readonly reason: string;
}

export type TrainingMusic = TrainingMusicFound | TrainingMusicMissing;

const howToName = 'name the folder it was trained on with --data';

/** Whose music the model learned, as far as it has a name for them. */
const learnedComposers = ({ composers, training }: ModelCard): readonly string[] => training.composers ?? composers;

const filesOf = async (
  folders: readonly string[],
  card: ModelCard,
  exclude: readonly string[],
): Promise<CorpusFile[]> => {
  const composers = learnedComposers(card);
  // those outside the table were heard, too
  const heard = Object.keys(card.training.notesByComposer ?? {});
  const wanted = new Set([...composers, ...heard].map(nameKey));
  const listed = await listCorpora(folders);
  const files = listed.filter(
    ({ name, composer }) => wanted.has(nameKey(composer)) && !exclude.some((text) => name.includes(text)),
  );
  if (files.length === 0) throw new NoTrainingMusicError(foldersOf(listed), composers);
  return files;
};

/** Where the cache is, and who is told how many files are read. */
type FindContext = Pick<RunContext, 'env' | 'progress'>;

const findAgain = async (
  folders: readonly string[],
  card: ModelCard,
  exclude: readonly string[],
  { env, progress }: FindContext,
): Promise<TrainingMusicFound> => {
  const files = await filesOf(folders, card, exclude);
  const { works } = await loadWorks(files, env, progress);
  const manifest = await manifestOf(files);
  const split = splitWorks(works, manifest, card.training.seed);
  const notes = split.training.reduce((sum, { noteCount }) => sum + noteCount, 0);
  const isSame = split.training.length === card.training.works && notes === card.training.notes;
  return { kind: 'found', folder: foldersOf(files), manifest, split, isSame };
};

/**
 * The works of the model's composers in the data folder, split as `train` splits them with the model's seed. A folder
 * that was named must hold them; without the default one they are merely missing.
 */
export const findTrainingMusic = async (
  card: ModelCard,
  { data, exclude = [] }: TrainingMusicOptions,
  context: FindContext,
): Promise<TrainingMusic> => {
  try {
    return await findAgain(data ?? [DEFAULT_DATA], card, exclude, context);
  } catch (error) {
    if (data !== undefined || !(error instanceof DaemonError)) throw error;
    const composers = learnedComposers(card).join(', ');
    return { kind: 'missing', reason: `no training music of ${composers} in ${DEFAULT_DATA}; ${howToName}` };
  }
};

/** Tells that the folder is not what the model learned from; undefined where it is. */
export const otherMusicNote = (card: ModelCard, { folder, split, isSame }: TrainingMusicFound): string | undefined =>
  isSame
    ? undefined
    : `"${folder}" is not what the model learned from (${card.training.works} works with ${card.training.notes} notes; ` +
      `here ${split.training.length}); ${howToName}, and --exclude as in training`;
