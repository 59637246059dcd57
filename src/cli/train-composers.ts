import type { Engine } from '../model/runtimes/engine.js';
import { CorpusEmptyError, CorpusTooSmallError } from '../training/corpus/corpus-errors.js';
import { composersOf, listCorpusFiles, matchComposer, type CorpusFile } from '../training/corpus/corpus-files.js';
import { provenanceOf } from '../training/corpus/provenance.js';
import { readManifest } from '../training/corpus/work-manifest.js';
import { splitWorks } from '../training/corpus/work-split.js';
import { pianoMusic } from '../training/piano-music.js';
import type { CommandIo } from './command-io.js';
import { loadWorks, reportRejected } from './load-works.js';
import { trainOneModel } from './train-one-model.js';
import type { TrainOptions } from './train-options.js';

const trainComposer = async (
  composer: string,
  files: readonly CorpusFile[],
  options: TrainOptions,
  engine: Engine,
  io: CommandIo,
): Promise<void> => {
  const corpus = await loadWorks(options.data, files, io);
  const names = files.map((file) => file.name);
  const seed = options.seed ?? 1;
  const split = splitWorks(corpus.works, await readManifest(options.data, names), seed);
  const provenance = await provenanceOf(
    options.data,
    corpus.works.map((work) => work.name),
  );
  const music = pianoMusic(composer, split, provenance, seed);
  try {
    await trainOneModel({ ...music, name: options.name ?? composer }, options, engine, io);
  } finally {
    reportRejected(corpus, io);
  }
};

/**
 * Trains one model a composer. Named ones must have enough music; when all of a folder are trained, those with
 * too little are passed over and told.
 */
export const trainComposers = async (
  wanted: readonly string[],
  options: TrainOptions,
  engine: Engine,
  io: CommandIo,
): Promise<void> => {
  const listed = await listCorpusFiles(options.data);
  const files = listed.filter(({ name }) => !options.exclude.some((text) => name.includes(text)));
  const available = composersOf(files);
  if (available.length === 0) throw new CorpusEmptyError(options.data);
  const composers = wanted.length > 0 ? wanted.map((name) => matchComposer(name, available)) : available;
  for (const composer of composers) {
    try {
      const own = files.filter((file) => file.composer === composer);
      await trainComposer(composer, own, options, engine, io);
    } catch (error) {
      if (wanted.length > 0 || !(error instanceof CorpusTooSmallError)) throw error;
      io.stderr.write(`${composer}: passed over. ${error.message}\n`);
    }
    if (io.interruption().aborted) return;
  }
};
