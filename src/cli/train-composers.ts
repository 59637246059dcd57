import type { Engine } from '../model/runtimes/engine.js';
import { CorpusTooSmallError, CorpusUnreadableError } from '../training/corpus/corpus-errors.js';
import { composersOf, listCorpusFiles, matchComposer, type CorpusFile } from '../training/corpus/corpus-files.js';
import type { RejectedFile } from '../training/corpus/encoded-work.js';
import { provenanceOf } from '../training/corpus/provenance.js';
import { readManifest } from '../training/corpus/work-manifest.js';
import { splitWorks } from '../training/corpus/work-split.js';
import { pianoMusic } from '../training/piano-music.js';
import type { CommandIo } from './command-io.js';
import { loadWorks, reportRejected } from './load-works.js';
import { NameForManyError, NoComposersError } from './train-errors.js';
import { trainOneModel } from './train-one-model.js';
import type { TrainOptions } from './train-options.js';

/** What one `train` works with; files that cannot be used gather in `rejected`. */
interface Training {
  readonly options: TrainOptions;
  readonly engine: Engine;
  readonly io: CommandIo;
  readonly rejected: RejectedFile[];
}

const trainComposer = async (
  composer: string,
  files: readonly CorpusFile[],
  { options, engine, io, rejected }: Training,
): Promise<void> => {
  const corpus = await loadWorks(options.data, files, io);
  rejected.push(...corpus.rejected);
  const names = files.map((file) => file.name);
  const seed = options.seed ?? 1;
  const split = splitWorks(corpus.works, await readManifest(options.data, names), seed);
  const provenance = await provenanceOf(
    options.data,
    corpus.works.map((work) => work.name),
  );
  const music = pianoMusic(composer, split, provenance, { transpose: options.transpose, seed });
  await trainOneModel({ ...music, name: options.name ?? composer }, options, engine, io);
};

/** The composers to learn, each once, with their files. */
const chooseComposers = async (
  wanted: readonly string[],
  { data, exclude, name }: TrainOptions,
): Promise<ReadonlyMap<string, readonly CorpusFile[]>> => {
  const listed = await listCorpusFiles(data);
  const files = listed.filter((file) => !exclude.some((text) => file.name.includes(text)));
  const available = composersOf(files);
  if (available.length === 0) throw new NoComposersError(data, listed.length, listed.length - files.length);
  const composers = wanted.length > 0 ? wanted.map((one) => matchComposer(one, available)) : available;
  const chosen = new Map(composers.map((one) => [one, files.filter(({ composer }) => composer === one)]));
  if (name !== undefined && chosen.size > 1) throw new NameForManyError(name, [...chosen.keys()]);
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
  const { io } = training;
  for (const [composer, files] of composers) {
    try {
      await trainComposer(composer, files, training);
    } catch (error) {
      if (!passOver || !isUnusableMusic(error)) throw error;
      io.stderr.write(`${composer}: passed over. ${error.message}\n`);
    }
    if (io.interruption().aborted) return;
  }
};

/**
 * Trains one model a composer. A composer that is named, or is the only one, must have enough music; of several in a
 * folder those with too little are passed over and told. Unusable files are listed at the end.
 */
export const trainComposers = async (
  wanted: readonly string[],
  options: TrainOptions,
  engine: Engine,
  io: CommandIo,
): Promise<void> => {
  const composers = await chooseComposers(wanted, options);
  const rejected: RejectedFile[] = [];
  try {
    await trainEach(composers, { options, engine, io, rejected }, wanted.length === 0 && composers.size > 1);
  } finally {
    reportRejected({ rejected }, io);
  }
};
