import { createHash } from 'node:crypto';
import { encodeCheckpoint, type Checkpoint } from '../model/checkpoint/checkpoint.js';
import type { ModelCard } from '../model/checkpoint/model-card.js';
import type { EventSequence } from '../model/event-schema.js';
import { initialiseWeights, type Weights } from '../model/networks/parameters.js';
import type { Engine } from '../model/runtimes/engine.js';
import { replaceFile } from '../files/replace-file.js';
import { seedRandom } from '../shared/random-source.js';
import { WindowStream } from './corpus/window-stream.js';
import type { FieldScores } from './evaluation/field-scores.js';
import { NetworkEvaluator } from './evaluation/network-losses.js';
import { ngramIndex } from './ngram-index.js';
import { scoreNetwork } from './evaluation/network-scores.js';
import { sittingFrom, sittingSeed } from './sittings.js';
import { initialTrainerState, NetworkTrainer } from './trainer/network-trainer.js';
import { forgetTraining, loadTraining, saveTraining, type TrainingFiles } from './trainer/training-files.js';
import type { EvaluationRecord, StepReport, StopReason, TrainingPlan } from './trainer/training-plan.js';
import { TrainingRun } from './trainer/training-run.js';
import { initialProgress, runFingerprint, TrainingStateError, type SavedTraining } from './trainer/training-state.js';
import type { Dataset } from './datasets/dataset.js';

/** A trained model to begin from. */
export interface StartingModel {
  readonly name: string;
  readonly checkpoint: Checkpoint;
}

/** What a training needs besides music and plan. */
export interface ModelTrainingOptions {
  readonly engine: Engine;
  readonly files: TrainingFiles;
  /** The model to begin from, whose network is the plan's. */
  readonly from?: StartingModel;
  /**
   * Whether to continue where an earlier run of the same plan and music stopped: true insists on it, false begins again,
   * and absent continues if there is such a run.
   */
  readonly resume?: boolean;
  readonly maxSeconds: number;
  readonly nowMs: () => number;
  readonly interrupted: () => boolean;
  readonly onStep: (report: StepReport) => void;
  /** Called after the model file is written, if this was the best evaluation. */
  readonly onEvaluation: (record: EvaluationRecord, best: boolean) => Promise<void>;
  /** Called once, before the first step, with the step and the pass at which an earlier session ended; 0 for a new run. */
  readonly onStart: (step: number, pass: number) => Promise<void>;
}

export interface ModelTrainingOutcome {
  readonly reason: StopReason;
  readonly bestNats: number | null;
  readonly seconds: number;
  readonly notesSeen: number;
}

/** Longest training time between two saves. */
const SAVE_EVERY_SECONDS = 60;

/** The seed of all randomness except the split and the initial weights. */
const chanceOf = ({ seed }: TrainingPlan, from: StartingModel | undefined): number =>
  sittingSeed(seed, sittingFrom(from?.checkpoint.card));

const freshStart = (plan: TrainingPlan, fingerprint: string, from: StartingModel | undefined): SavedTraining => ({
  trainer: initialTrainerState(
    plan.network,
    plan.window,
    from?.checkpoint.weights ?? initialiseWeights(plan.network, plan.seed),
    seedRandom(chanceOf(plan, from) + 1),
  ),
  progress: initialProgress(fingerprint),
});

const digestOfIds = ({ ids }: EventSequence): string =>
  createHash('sha256')
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest('hex');

const weightsDigest = ({ checkpoint: { weights } }: StartingModel): string =>
  runFingerprint([...weights].map(([name, values]) => [name, createHash('sha256').update(values).digest('hex')]));

const musicDigest = ({ training, validation }: Dataset): string =>
  runFingerprint(training.map(digestOfIds), validation.map(digestOfIds));

const fingerprintOf = (music: Dataset, plan: TrainingPlan, from: StartingModel | undefined): string => {
  const start = from && [weightsDigest(from), sittingFrom(from.checkpoint.card)];
  return runFingerprint(plan, music.encoding, musicDigest(music), start);
};

const earlierRun = async (
  files: TrainingFiles,
  fingerprint: string,
  resume: boolean | undefined,
): Promise<SavedTraining | undefined> => {
  if (resume === false) return undefined;
  try {
    return await loadTraining(files, fingerprint);
  } catch (error) {
    if (resume === true || !(error instanceof TrainingStateError)) throw error;
    return undefined; // of other music or another plan
  }
};

const batchesOf = (music: Dataset, plan: TrainingPlan, chance: number, saved: string): WindowStream => {
  const stream = new WindowStream({
    schema: music.schema,
    batchSize: plan.window.batch,
    windowLength: plan.window.steps,
    isNote: music.isNote,
    works: music.training,
    seed: chance + 2,
    augment: music.augment,
    ...(music.masking ? { masking: music.masking } : {}),
  });
  if (saved !== '') stream.restore(saved);
  return stream;
};

const cardOf = (
  music: Dataset,
  plan: TrainingPlan,
  notes: number,
  record: EvaluationRecord,
  validation: FieldScores,
  { engine: { name: engine }, from }: Pick<ModelTrainingOptions, 'engine' | 'from'>,
): ModelCard => ({
  format: 'music-lstm-daemon/1',
  name: music.name,
  encoding: music.encoding,
  network: plan.network,
  composers: [...music.composers],
  hearsPlayer: music.hearsPlayer ?? false,
  training: {
    ...(music.learned ? { composers: [...music.learned] } : {}),
    ...(from ? { from: from.name } : {}),
    sittings: sittingFrom(from?.checkpoint.card),
    works: music.training.length,
    notes,
    ...(music.notesByComposer ? { notesByComposer: { ...music.notesByComposer } } : {}),
    passes: record.pass,
    seconds: Math.round(record.seconds),
    seed: plan.seed,
    engine,
    provenance: music.provenance,
    ...(music.licence === undefined ? {} : { licence: music.licence }),
  },
  validation: { count: validation.notes, nats: validation.natsPerNote, fields: { ...validation.fields } },
  excerpts: [...music.excerpts],
});

/**
 * Trains a network on music and keeps the best checkpoint in `files.model`. Stops after the plan's passes, when
 * patience or time run out, or when interrupted; in the last two cases `resume` continues to the same result.
 */
export const trainModel = async (
  music: Dataset,
  plan: TrainingPlan,
  options: ModelTrainingOptions,
): Promise<ModelTrainingOutcome> => {
  const { engine, files, from } = options;
  const fingerprint = fingerprintOf(music, plan, from);
  const earlier = await earlierRun(files, fingerprint, options.resume);
  const start = earlier ?? freshStart(plan, fingerprint, from);
  const stream = batchesOf(music, plan, chanceOf(plan, from), start.progress.stream);
  const trainer = await NetworkTrainer.start(engine, { config: plan.network, ...plan }, start.trainer);
  const evaluator = await NetworkEvaluator.start(engine, plan.network);
  const grams = ngramIndex(music.training.map(music.notesOf), from?.checkpoint.grams);
  let validation: FieldScores = { notes: 0, natsPerNote: NaN, fields: {} };
  const validate = async (weights: Weights) => {
    validation = await scoreNetwork(evaluator, weights, music, music.validation);
    return validation;
  };
  const onEvaluation = async (record: EvaluationRecord, best: boolean, weights: Weights) => {
    if (best) {
      const card = cardOf(music, plan, stream.notesPerPass, record, validation, options);
      await replaceFile(files.model, encodeCheckpoint({ card, weights, grams }));
    }
    await options.onEvaluation(record, best);
  };
  try {
    await options.onStart(start.trainer.step, stream.passes);
    const run = new TrainingRun({
      ...options,
      plan,
      trainer,
      stream,
      progress: start.progress,
      saveEverySeconds: SAVE_EVERY_SECONDS,
      validate,
      onEvaluation,
      save: (saved) => saveTraining(files, saved),
    });
    const { reason, progress } = await run.run();
    if (reason === 'passes' || reason === 'patience') await forgetTraining(files);
    return { reason, bestNats: progress.bestNats, seconds: progress.seconds, notesSeen: progress.notesSeen };
  } finally {
    await trainer.close();
    await evaluator.close();
  }
};
