import { loadPlanModel, type PlanModel } from '../../composer/plan/plan-model.js';
import { planPiece } from '../../composer/plan/plan-piece.js';
import { newPiece } from '../../composer/primer.js';
import type { Calibration } from '../../encoding/calibration/calibration.js';
import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import { idAt, meterSpansOf } from '../../encoding/piano/row-timeline.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { tracesVoices } from '../../encoding/plan/plan-schema.js';
import { meterOfId } from '../../encoding/vocabulary/meter.js';
import { encodeCheckpoint, type Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import { derivedRandom, nextInt, shuffle, type RandomSource } from '../../shared/random-source.js';
import { DaemonError } from '../../shared/error.js';
import { countChoices, noChoices, type ChoiceCounts } from '../../training/calibration/choice-counts.js';
import { adjustCalibration, calibrationDivergence } from '../../training/calibration/fit-calibration.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import { withComposer } from '../../training/corpus/piano-works.js';
import { openPlansFrom } from '../../workers/composer/open-plans.js';
import { chooseEngine } from '../choose-engine.js';
import { LARGEST_SEED } from '../common-options.js';
import { openNamedModel, findNamedModel } from '../models/named-model.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { MusicOfOtherKindError, TrainingMusicUnknownError } from '../music/music-errors.js';
import { findTrainingMusic } from '../music/training-music.js';
import { slotFor } from '../music/unseen-music.js';
import { writeOutput } from '../output/write-output.js';
import { quietContext, type RunContext } from '../run-context.js';
import { calibrateDefaults, type CalibrateOptions } from './calibrate-options.js';
import { excerptOf, isNewMusic, writeAlong, type Beginning, type PlannedMusic } from './write-along.js';

/** A network without the columns that features read. */
export class NotCalibratedError extends DaemonError {
  readonly code = 'MODEL_NOT_CALIBRATED';

  constructor(name: string) {
    super(`Model ${name} is not told a plan and the outer voices. Train it on with train --from ${name} first.`);
  }
}

/** How far what a model writes is from real music, by feature: nats a choice, in the first round and in the last. */
export interface CalibrationReport {
  readonly file: string;
  readonly works: number;
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
}

/** Shorter works have too little form. */
const FEWEST_BARS = 12;

/** Up to a number of works, as many by each composer as possible. */
const chooseWorks = (works: readonly EncodedWork[], most: number, seed: number): EncodedWork[] => {
  const places = new Map<string, number>();
  const ranked = shuffle([...works], derivedRandom(seed, 0)).map((work) => {
    const place = places.get(work.composer) ?? 0;
    places.set(work.composer, place + 1);
    return { work, place };
  });
  return ranked
    .sort((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ work }) => work);
};

const count = (counts: ChoiceCounts, { config: { schema } }: EventModel, music: PlannedMusic): void =>
  countChoices(counts, schema, music, isNewMusic(music));

/** From where the model writes a piece that is compared with a work: a new plan, or the work's own without a planner. */
const beginningOf = async (
  work: EncodedWork,
  { rows, told, endStep }: PlannedMusic,
  { card, planner }: { readonly card: ModelCard; readonly planner: PlanModel | undefined },
  bars: number,
  random: RandomSource,
): Promise<Beginning> => {
  if (!planner) {
    const plan = { told, reach: () => Promise.resolve() };
    return { start: rows.ids.slice(0, pianoSchema.length), metres: meterSpansOf(rows), plan, endStep };
  }
  const slot = slotFor(card, work.composer);
  const composer = slot === undefined ? null : card.composers[slot];
  const { sequence } = newPiece(card, random, composer);
  const metre = meterOfId(idAt(sequence, 0, 'metre'));
  const plan = await planPiece(planner, { composer, seed: nextInt(random, LARGEST_SEED), bars: 2 * bars, metre });
  return { start: sequence.ids, metres: meterSpansOf(sequence), plan, endStep: (plan.endStep ?? 0) / 2 };
};

/** What the model writes in a round, counted. */
const writeRound = async (
  model: EventModel,
  beginnings: readonly ((random: RandomSource) => Promise<Beginning>)[],
  calibration: Calibration,
  randomOf: (piece: number) => RandomSource,
  { progress, interruption }: RunContext,
): Promise<ChoiceCounts> => {
  const written = noChoices();
  progress(0, beginnings.length);
  for (const [i, begin] of beginnings.entries()) {
    interruption().throwIfAborted();
    const random = randomOf(i);
    count(written, model, await writeAlong(model, await begin(random), calibration, random));
    progress(i + 1, beginnings.length);
  }
  return written;
};

/** Calibrates a network in rounds; the last one only measures. */
const fit = async (
  real: ChoiceCounts,
  write: (calibration: Calibration, round: number) => Promise<ChoiceCounts>,
  rounds: number,
): Promise<{ readonly calibration: Calibration } & Pick<CalibrationReport, 'before' | 'after'>> => {
  let calibration: Calibration = {};
  let written = await write(calibration, 0);
  const before = calibrationDivergence(real, written);
  for (let round = 1; round <= rounds; round++) {
    calibration = adjustCalibration(calibration, real, written);
    written = await write(calibration, round);
  }
  return { calibration, before, after: calibrationDivergence(real, written) };
};

/** The works of the training that a model is compared with, by composers that it knows. */
const findWorks = async (
  { card }: Checkpoint,
  options: Required<Pick<CalibrateOptions, 'works' | 'seed'>> & CalibrateOptions,
  context: RunContext,
): Promise<readonly EncodedWork[]> => {
  const music = await findTrainingMusic(card, options, { ...context, progress: () => undefined });
  if (music.kind === 'missing') throw new TrainingMusicUnknownError(music.reason);
  const works = music.split.training.filter(
    ({ composer, sequence }) =>
      slotFor(card, composer) !== undefined && planOfRows(sequence).bars.length >= FEWEST_BARS,
  );
  return chooseWorks(works, options.works, options.seed);
};

/**
 * Fits a calibration and writes it into the model's file: in rounds, the model writes pieces as it does by default, by
 * the composers of works that it was trained on, and what it does more often or more seldom than those works becomes
 * less or more likely.
 */
export const calibrateModel = async (
  wanted: string,
  asked: CalibrateOptions = {},
  context: RunContext = quietContext,
): Promise<CalibrationReport> => {
  const options = { ...calibrateDefaults, ...asked };
  const folders = modelSearchFolders(options.models, context.env);
  const { file } = await findNamedModel(wanted, folders);
  const { name, kind, checkpoint } = await openNamedModel(file, folders);
  const { card } = checkpoint;
  if (kind !== 'piano') throw new MusicOfOtherKindError(name, kind);
  if (!tracesVoices(card.network.schema)) throw new NotCalibratedError(name);
  const works = await findWorks(checkpoint, options, context);
  const engine = await chooseEngine('auto', 1, context);
  const plans = await openPlansFrom(folders)(file);
  const planner = plans && (await loadPlanModel(engine, plans));
  const model = await loadEventModel(engine, card.network, checkpoint.weights);
  try {
    const real = noChoices();
    const beginnings = works.map((work) => {
      const excerpt = excerptOf(withComposer(work.sequence, slotFor(card, work.composer)), options.bars);
      count(real, model, excerpt);
      return (random: RandomSource) => beginningOf(work, excerpt, { card, planner }, options.bars, random);
    });
    const write = (calibration: Calibration, round: number): Promise<ChoiceCounts> =>
      writeRound(model, beginnings, calibration, (piece) => derivedRandom(options.seed, round, piece), context);
    const { calibration, before, after } = await fit(real, write, options.rounds);
    await writeOutput(file, encodeCheckpoint({ ...checkpoint, card: { ...card, calibration } }));
    return { file, works: works.length, before, after };
  } finally {
    await model.close();
    await planner?.model.close();
  }
};
