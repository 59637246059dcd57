import { stat } from 'node:fs/promises';
import { loadEventModel } from '../../model/sampling/event-model.js';
import type { ListenedPiece } from '../../training/quality/listener/hearing.js';
import { reportListening } from '../../training/quality/listener/listener-report.js';
import type { CommandIo } from '../../cli/command-io.js';
import type { CompareOptions } from '../../cli/compare-options.js';
import { SampleProgress } from '../../cli/compare-progress.js';
import { composeSamples, settingsOf } from './compose-samples.js';
import { DEFAULT_DATA } from '../common-options.js';
import { chooseEngine } from '../choose-engine.js';
import { EvaluationUsageError, MusicOfOtherKindError } from '../music/music-errors.js';
import { modelToEvaluate } from '../models/named-model.js';
import type { NamedModel } from '../generate/generate-piece.js';
import { NothingToListenToError, realMusic, writtenMusic, type RealMusic } from './listener-music.js';
import { listenerText } from '../../cli/reports/listener-report.js';
import { modelSearchFolders } from '../models/model-folders.js';

const DEFAULT_TUNED = ['Chopin', 'Bach', 'Mozart', 'Joplin'];
const DEFAULT_MEASURED = ['Beethoven', 'Schubert', 'Sousa', 'Verdi'];

/** Of the training's split, where no model tells another. */
const DEFAULT_SPLIT_SEED = 1;
/** Pieces for each composer, where the command does not say how many. */
const DEFAULT_SAMPLES = 8;
/** Draws the real pieces. */
const DRAW_SEED = 1;

interface Wish {
  readonly tuned: readonly string[];
  readonly measured: readonly string[];
}

const wishOf = ({ composer, measured }: CompareOptions): Wish =>
  composer.length + measured.length > 0
    ? { tuned: composer, measured }
    : { tuned: DEFAULT_TUNED, measured: DEFAULT_MEASURED };

const realFor = (options: CompareOptions, splitSeed: number, wish: Wish, io: CommandIo): Promise<RealMusic> =>
  realMusic(
    { folders: options.data ?? [DEFAULT_DATA], exclude: options.exclude, splitSeed, seed: DRAW_SEED },
    [...wish.tuned, ...wish.measured],
    io,
  );

/** What a model writes in the manner of each composer that it knows music of. */
const writeWith = async (
  model: NamedModel,
  real: RealMusic,
  options: CompareOptions,
  io: CommandIo,
): Promise<ListenedPiece[]> => {
  const [setting] = settingsOf(options);
  const engine = await chooseEngine(options.engine, 1, io);
  const { card, weights } = model.checkpoint;
  const network = await loadEventModel(engine, card.network, weights);
  const samples = options.samples ?? DEFAULT_SAMPLES;
  const progress = new SampleProgress(io, real.composers.length * samples);
  const written: ListenedPiece[] = [];
  try {
    for (const composer of real.composers) {
      const beginnings = real.works.flatMap(({ work }) => (work.composer === composer ? [work] : []));
      const asked = { ...options, samples };
      const { pieces } = await composeSamples(model, network, { composer, beginnings }, setting, asked, progress);
      pieces.forEach((piece, i) => written.push({ piece, composer, work: `written ${composer} ${i}` }));
    }
  } finally {
    await network.close();
  }
  return written;
};

const present = (names: readonly string[], composers: readonly string[]): string[] =>
  composers.filter((composer) => names.some((name) => name.toLowerCase() === composer.toLowerCase()));

/** Whether a place is a folder, or a .mid file, rather than a model. */
export const isMusicFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => undefined))?.isDirectory() ?? false;

/** The written side: pieces in a folder, or by a model. */
interface Written {
  readonly name: string;
  readonly real: RealMusic;
  readonly pieces: readonly ListenedPiece[];
}

const fromFolder = async (folder: string, options: CompareOptions, wish: Wish, io: CommandIo): Promise<Written> => {
  const only = options.composer.length === 1 ? options.composer[0] : undefined;
  const pieces = await writtenMusic(folder, only);
  const real = await realFor(options, DEFAULT_SPLIT_SEED, wish, io);
  const spelled = (composer: string): string => present([composer], real.composers).at(0) ?? composer;
  return { name: folder, real, pieces: pieces.map((one) => ({ ...one, composer: spelled(one.composer) })) };
};

const fromModel = async (wanted: string, options: CompareOptions, wish: Wish, io: CommandIo): Promise<Written> => {
  const model = await modelToEvaluate(wanted, modelSearchFolders(options.models, io.env));
  if (model.kind !== 'piano') throw new MusicOfOtherKindError(model.name, model.kind);
  const real = await realFor(options, model.checkpoint.card.training.seed, wish, io);
  return { name: model.name, real, pieces: await writeWith(model, real, options, io) };
};

/** Listens to what a model writes, or to a folder of .mid files, beside real music; prints the tables. */
export const runListener = async (
  wanted: string,
  isFolder: boolean,
  options: CompareOptions,
  io: CommandIo,
): Promise<void> => {
  if (settingsOf(options).length > 1) {
    throw new EvaluationUsageError('Give one --temperature, --top-p and --guidance with --listener.');
  }
  const startedMs = io.now();
  const wish = wishOf(options);
  const { name, real, pieces } = await (isFolder ? fromFolder : fromModel)(wanted, options, wish, io);
  const groups = [
    { name: 'composers tuned on', composers: present(wish.tuned, real.composers) },
    { name: 'composers only measured', composers: present(wish.measured, real.composers) },
  ];
  if (pieces.length === 0 || real.real.length === 0) {
    throw new NothingToListenToError(
      'No composer has music on both sides. Name others with --composer, or other --data.',
    );
  }
  const report = reportListening({ ...real, written: pieces }, groups);
  const facts = { written: name, music: (options.data ?? [DEFAULT_DATA]).join(', '), keptAside: real.keptAside };
  const tookSeconds = (io.now() - startedMs) / 1000;
  io.stdout.write(
    options.json
      ? `${JSON.stringify({ ...facts, ...report, tookSeconds })}\n`
      : listenerText({ ...facts, report, tookSeconds }),
  );
};
