import { stat } from 'node:fs/promises';
import { loadEventModel } from '../../model/sampling/event-model.js';
import type { ListenedPiece } from '../../training/quality/listener/hearing.js';
import { reportListening, type ListenerReport } from '../../training/quality/listener/listener-report.js';
import { quietContext, type RunContext } from '../run-context.js';
import { compareDefaults, type CompareOptions } from './compare-options.js';
import { composeSamples, sampleProgress, settingsOf } from './compose-samples.js';
import { DEFAULT_DATA } from '../common-options.js';
import { chooseEngine } from '../choose-engine.js';
import { EvaluationUsageError, MusicOfOtherKindError } from '../music/music-errors.js';
import { openNamedModel } from '../models/named-model.js';
import type { NamedModel } from '../models/named-model.js';
import { NothingToListenToError, realMusic, writtenMusic, type RealMusic } from './listener-music.js';
import { modelSearchFolders } from '../models/model-folders.js';

const DEFAULT_TUNED = ['Chopin', 'Bach', 'Mozart', 'Joplin'];
const DEFAULT_MEASURED = ['Beethoven', 'Schubert', 'Sousa', 'Verdi'];

/** Of the training's split, where no model tells another. */
const DEFAULT_SPLIT_SEED = 1;
/** Pieces for each composer, where the command does not say how many. */
const DEFAULT_SAMPLES = 8;
/** Draws the real pieces. */
const DRAW_SEED = 1;

interface ListenerRequest {
  readonly tuned: readonly string[];
  readonly measured: readonly string[];
}

const wishOf = ({ composer, measured }: CompareOptions): ListenerRequest =>
  composer.length + measured.length > 0
    ? { tuned: composer, measured }
    : { tuned: DEFAULT_TUNED, measured: DEFAULT_MEASURED };

const realFor = (
  options: CompareOptions,
  splitSeed: number,
  request: ListenerRequest,
  context: RunContext,
): Promise<RealMusic> =>
  realMusic(
    { folders: options.data ?? [DEFAULT_DATA], exclude: options.exclude ?? [], splitSeed, seed: DRAW_SEED },
    [...request.tuned, ...request.measured],
    context,
  );

/** What a model writes in the manner of each composer that it knows music of. */
const writeWith = async (
  model: NamedModel,
  real: RealMusic,
  options: CompareOptions,
  context: RunContext,
): Promise<ListenedPiece[]> => {
  const [setting] = settingsOf(options);
  const engine = await chooseEngine(options.engine, 1, context);
  const { card, weights } = model.checkpoint;
  const network = await loadEventModel(engine, card.network, weights);
  const samples = options.samples ?? DEFAULT_SAMPLES;
  const progress = sampleProgress(context, real.composers.length * samples);
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

const fromFolder = async (
  folder: string,
  options: CompareOptions,
  request: ListenerRequest,
  context: RunContext,
): Promise<Written> => {
  const only = options.composer.length === 1 ? options.composer[0] : undefined;
  const pieces = await writtenMusic(folder, only);
  const real = await realFor(options, DEFAULT_SPLIT_SEED, request, context);
  const spelled = (composer: string): string => present([composer], real.composers).at(0) ?? composer;
  return { name: folder, real, pieces: pieces.map((one) => ({ ...one, composer: spelled(one.composer) })) };
};

const fromModel = async (
  wanted: string,
  options: CompareOptions,
  request: ListenerRequest,
  context: RunContext,
): Promise<Written> => {
  const model = await openNamedModel(wanted, modelSearchFolders(options.models, context.env));
  if (model.kind !== 'piano') throw new MusicOfOtherKindError(model.name, model.kind);
  const real = await realFor(options, model.checkpoint.card.training.seed, request, context);
  return { name: model.name, real, pieces: await writeWith(model, real, options, context) };
};

/** All that is found by listening. */
export interface ListenerComparison {
  readonly written: string;
  readonly music: string;
  readonly keptAside: number;
  readonly report: ListenerReport;
  readonly tookSeconds: number;
}

/**
 * Lets a machine listener tell what is written from what is real. `wanted` is a folder of .mid files, or a model that
 * writes pieces; real music is in `data`.
 */
export const runMachineListener = async (
  wanted: string,
  asked: Partial<CompareOptions> = {},
  context: RunContext = quietContext,
): Promise<ListenerComparison> => {
  const options = { ...compareDefaults, ...asked };
  if (settingsOf(options).length > 1) {
    throw new EvaluationUsageError('Give one --temperature, --top-p and --guidance with --listener.');
  }
  const startedMs = context.nowMs();
  const request = wishOf(options);
  const { name, real, pieces } = await ((await isMusicFolder(wanted)) ? fromFolder : fromModel)(
    wanted,
    options,
    request,
    context,
  );
  const groups = [
    { name: 'composers tuned on', composers: present(request.tuned, real.composers) },
    { name: 'composers only measured', composers: present(request.measured, real.composers) },
  ];
  if (pieces.length === 0 || real.real.length === 0) {
    throw new NothingToListenToError(
      'No composer has music on both sides. Name others with --composer, or other --data.',
    );
  }
  const report = reportListening({ ...real, written: pieces }, groups);
  return {
    written: name,
    music: (options.data ?? [DEFAULT_DATA]).join(', '),
    keptAside: real.keptAside,
    report,
    tookSeconds: (context.nowMs() - startedMs) / 1000,
  };
};
