import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { CorpusTooSmallError, CorpusUnreadableError } from '../../training/corpus/corpus-errors.js';
import {
  composersOf,
  foldersOf,
  listCorpora,
  listCorpusFiles,
  matchComposer,
  type CorpusFile,
} from '../../training/corpus/corpus-files.js';
import type { EncodedWork, RejectedFile } from '../../training/corpus/encoded-work.js';
import { provenanceOf } from '../../training/corpus/provenance.js';
import { manifestOf } from '../../training/corpus/work-manifest.js';
import { splitWorks, type WorkSplit } from '../../training/corpus/work-split.js';
import { pianoDataset, slotsOf, type MusicChoices } from '../../training/datasets/piano-dataset.js';
import { planDataset, planNetwork } from '../../training/datasets/plan-dataset.js';
import { DEFAULT_DATA } from '../common-options.js';
import { loadWorks } from '../music/load-works.js';
import { LikedForManyError, NameForManyError, NoComposersError } from './train-errors.js';
import type { Dataset } from '../../training/datasets/dataset.js';
import { startingModel } from './starting-model.js';
import type { TrainContext } from './train-event.js';
import { trainOneModel } from './train-model.js';
import type { TrainOptions } from './train-options.js';

/** Share of the music in which a model of many composers hears a player. */
const PLAYER_SHARE = 0.35;
/** Highest share of a work's notes that a network is given wrong in training (docs/decisions/0016-mistakes.md). */
const MISTAKES = 0.4;

/** What one `train` works with; files that cannot be used gather in `rejected`. */
interface Training {
  readonly options: TrainOptions;
  readonly engine: Engine;
  readonly context: TrainContext;
  readonly rejected: RejectedFile[];
}

/** Moments that were liked are all learned: none is kept aside. */
const likedWorks = async (
  composer: string,
  { options, context, rejected }: Training,
): Promise<readonly EncodedWork[]> => {
  if (options.liked === undefined) return [];
  const corpus = await loadWorks(await listCorpusFiles(options.liked), context.env);
  rejected.push(...corpus.rejected);
  return corpus.works.map((work) => ({ ...work, composer }));
};

const reportCopies = ({ copies }: WorkSplit, { emit }: TrainContext): void => {
  if (copies.length > 0) emit({ kind: 'copies', files: copies.length });
};

/** Whether a model hears players, and in how much of the music: one of many composers does, and who has learned it. */
const listening = (
  { together, playerShare }: TrainOptions,
  from: ModelCard | undefined,
): Pick<MusicChoices, 'playerShare' | 'hearsPlayer'> => {
  const hears = together || (from?.hearsPlayer ?? false);
  const share = playerShare ?? (hears ? PLAYER_SHARE : 0);
  return { playerShare: share, hearsPlayer: hears || share > 0 };
};

/** What is learned of some files, kept apart by work, and with what was liked. */
const musicOf = async (
  name: string,
  files: readonly CorpusFile[],
  from: ModelCard | undefined,
  training: Training,
): Promise<Dataset> => {
  const { transpose, plan, seed = 1 } = training.options;
  const { works, rejected } = await loadWorks(files, training.context.env);
  training.rejected.push(...rejected);
  const split = splitWorks(works, await manifestOf(files), seed);
  reportCopies(split, training.context);
  const liked = await likedWorks(works[0].composer, training);
  const used = new Set([...split.training, ...split.validation].map((work) => work.name));
  const sources = await provenanceOf(
    files.filter((file) => used.has(file.name)),
    from?.training,
  );
  const moments = liked.length === 0 ? '' : `\n${liked.length} liked moments of live sessions`;
  const provenance = `${sources.text}${moments}`;
  const slots = slotsOf(works, from?.composers);
  const learned = { ...split, training: [...split.training, ...liked] };
  if (plan) return { ...planDataset(name, slots, learned, provenance), licence: sources.licence };
  const music = pianoDataset(name, slots, learned, provenance, {
    transpose,
    seed,
    mistakes: training.options.mistakes ?? MISTAKES,
    ...listening(training.options, from),
  });
  return { ...music, licence: sources.licence };
};

/** Trains one model of the composers whose files these are. */
const trainModelOf = async (name: string, files: readonly CorpusFile[], training: Training): Promise<void> => {
  const { options, engine, context } = training;
  const from = await startingModel(options, context, options.plan ? 'plan' : 'piano');
  const music = await musicOf(name, files, from?.checkpoint.card, training);
  const wanted = options.plan && !from ? { ...planNetwork, ...options } : options;
  await trainOneModel(music, wanted, engine, context, from);
};

/** The composers to learn, each once, with their files. */
const chooseComposers = async (
  wanted: readonly string[],
  { data = [DEFAULT_DATA], exclude = [], name, together, liked }: TrainOptions,
): Promise<ReadonlyMap<string, readonly CorpusFile[]>> => {
  const listed = await listCorpora(data);
  const files = listed.filter((file) => !exclude.some((text) => file.name.includes(text)));
  const available = composersOf(files);
  if (available.length === 0)
    throw new NoComposersError(foldersOf(listed), listed.length, listed.length - files.length);
  const composers = wanted.length > 0 ? wanted.map((one) => matchComposer(one, available)) : available;
  const chosen = new Map(composers.map((one) => [one, files.filter(({ composer }) => composer === one)]));
  const models = together ? 1 : chosen.size;
  if (name !== undefined && models > 1) throw new NameForManyError(name, [...chosen.keys()]);
  if (liked !== undefined && chosen.size > 1) throw new LikedForManyError(chosen.size);
  return chosen;
};

/** Faults of one composer's music, which need not keep others from being learned. */
const isUnusableMusic = (error: unknown): error is CorpusTooSmallError | CorpusUnreadableError =>
  error instanceof CorpusTooSmallError || error instanceof CorpusUnreadableError;

/** Learns one after the other; `passOver` decides whether a fault of one composer's music ends it all. */
const trainEach = async (
  composers: ReadonlyMap<string, readonly CorpusFile[]>,
  training: Training,
  passOver: boolean,
): Promise<void> => {
  const { emit, interruption } = training.context;
  for (const [composer, files] of composers) {
    try {
      await trainModelOf(training.options.name ?? composer, files, training);
    } catch (error) {
      if (!passOver || !isUnusableMusic(error)) throw error;
      emit({ kind: 'passed-over', composer, reason: error.message });
    }
    if (interruption().aborted) return;
  }
};

/**
 * Trains one model a composer, or one of all. A composer that is named, or is the only one, must have enough music; of several in a
 * folder those with too little are passed over and told. Unusable files are listed at the end.
 */
export const trainComposers = async (
  wanted: readonly string[],
  options: TrainOptions,
  engine: Engine,
  context: TrainContext,
): Promise<void> => {
  const composers = await chooseComposers(wanted, options);
  const rejected: RejectedFile[] = [];
  try {
    const training = { options, engine, context, rejected };
    if (options.together) await trainModelOf(options.name ?? 'base', [...composers.values()].flat(), training);
    else await trainEach(composers, training, wanted.length === 0 && composers.size > 1);
  } finally {
    if (rejected.length > 0) context.leftOut(rejected);
  }
};
