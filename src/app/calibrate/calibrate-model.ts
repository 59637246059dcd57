import type { Calibration } from '../../encoding/calibration/calibration.js';
import { tracesVoices } from '../../encoding/plan/plan-schema.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { encodeCheckpoint } from '../../model/checkpoint/checkpoint.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { EventSequence } from '../../model/event-schema.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import { derivedRandom, shuffle, type RandomSource } from '../../shared/random-source.js';
import { DaemonError } from '../../shared/error.js';
import { countChoices, noChoices, type ChoiceCounts } from '../../training/calibration/choice-counts.js';
import { adjustCalibration, calibrationDivergence } from '../../training/calibration/fit-calibration.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import { withComposer } from '../../training/corpus/piano-works.js';
import { chooseEngine } from '../choose-engine.js';
import { openNamedModel, findNamedModel } from '../models/named-model.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { MusicOfOtherKindError, TrainingMusicUnknownError } from '../music/music-errors.js';
import { findTrainingMusic } from '../music/training-music.js';
import { slotFor } from '../music/unseen-music.js';
import { writeOutput } from '../output-files.js';
import { quietContext, type RunContext } from '../run-context.js';
import { calibrateDefaults, type CalibrateOptions } from './calibrate-options.js';
import { isNewMusic, outlineOf, writeAlong, type Outline } from './write-along.js';

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

/** A work and the part of its plan along which the model writes. */
interface Subject {
  readonly rows: EventSequence;
  readonly outline: Outline;
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

const subjectsOf = (
  works: readonly EncodedWork[],
  card: ModelCard,
  { works: most, bars, seed }: Required<Pick<CalibrateOptions, 'works' | 'bars' | 'seed'>>,
): Subject[] =>
  chooseWorks(
    works.filter(({ sequence }) => planOfRows(sequence).bars.length >= FEWEST_BARS),
    most,
    seed,
  ).map((work) => {
    const rows = withComposer(work.sequence, slotFor(card, work.composer));
    return { rows, outline: outlineOf(rows, bars) };
  });

const count = (counts: ChoiceCounts, { config: { schema } }: EventModel, rows: EventSequence, outline: Outline): void =>
  countChoices(counts, schema, { rows, told: outline.told }, isNewMusic(outline));

/** What the model writes along every subject, counted. */
const writeRound = async (
  model: EventModel,
  subjects: readonly Subject[],
  calibration: Calibration,
  randomOf: (subject: number) => RandomSource,
  { progress, interruption }: RunContext,
): Promise<ChoiceCounts> => {
  const written = noChoices();
  progress(0, subjects.length);
  for (const [i, { rows, outline }] of subjects.entries()) {
    interruption().throwIfAborted();
    count(written, model, await writeAlong(model, rows, outline, calibration, randomOf(i)), outline);
    progress(i + 1, subjects.length);
  }
  return written;
};

/**
 * Fits a calibration and writes it into the model's file: in rounds, the model writes along the plans of works that it
 * was trained on, and what it does more often or more seldom than those works becomes less or more likely.
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
  const music = await findTrainingMusic(card, options, context.env);
  if (music.kind === 'missing') throw new TrainingMusicUnknownError(music.reason);
  const subjects = subjectsOf(music.split.training, card, options);
  const model = await loadEventModel(await chooseEngine('auto', 1, context), card.network, checkpoint.weights);
  try {
    const real = noChoices();
    for (const { rows, outline } of subjects) count(real, model, rows, outline);
    let calibration: Calibration = {};
    const divergences: ReadonlyMap<string, number>[] = [];
    for (let round = 0; round <= options.rounds; round++) {
      const randomOf = (subject: number) => derivedRandom(options.seed, round, subject);
      const written = await writeRound(model, subjects, calibration, randomOf, context);
      divergences.push(calibrationDivergence(real, written));
      if (round < options.rounds) calibration = adjustCalibration(calibration, real, written);
    }
    await writeOutput(file, encodeCheckpoint({ ...checkpoint, card: { ...card, calibration } }));
    return { file, works: subjects.length, before: divergences[0], after: divergences[options.rounds] };
  } finally {
    await model.close();
  }
};
