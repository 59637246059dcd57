import type { Engine } from '../../model/runtimes/engine.js';
import { planFor } from '../../training/default-plan.js';
import { NetworkEvaluator } from '../../training/evaluation/network-losses.js';
import { scoreNetwork } from '../../training/evaluation/network-scores.js';
import { trainModel, type ModelTrainingOutcome, type StartingModel } from '../../training/model-training.js';
import { appendLossRecord, readLossHistory, rewindLossHistory } from '../../training/loss/loss-history.js';
import { plotLossHistory } from '../../training/loss/loss-plot.js';
import { modelTrainingFiles } from '../../training/trainer/training-files.js';
import { replaceFile } from '../../files/replace-file.js';
import type { Dataset } from '../../training/datasets/dataset.js';
import { userModelFolder } from '../models/model-folders.js';
import { requireFolder } from '../output/write-output.js';
import type { TrainContext } from './train-event.js';
import type { TrainOptions } from './train-options.js';

const eventsIn = ({ training }: Dataset): number => training.reduce((sum, { length }) => sum + length - 1, 0);

/** The figure of the model to begin from on the same validation works. */
const scoreStart = async (
  { checkpoint: { card, weights } }: StartingModel,
  music: Dataset,
  engine: Engine,
): Promise<number> => {
  const evaluator = await NetworkEvaluator.start(engine, card.network);
  try {
    return (await scoreNetwork(evaluator, weights, music, music.validation)).natsPerNote;
  } finally {
    await evaluator.close();
  }
};

const resuming = ({ resume }: TrainOptions): Pick<TrainOptions, 'resume'> => (resume === undefined ? {} : { resume });

/** Trains one model, tells how it goes and what came of it. */
export const trainOneModel = async (
  music: Dataset,
  options: TrainOptions,
  engine: Engine,
  { env, nowMs, interruption, emit }: TrainContext,
  from?: StartingModel,
): Promise<ModelTrainingOutcome> => {
  const plan = planFor(music.schema, eventsIn(music), options, from?.checkpoint.card.network);
  const models = options.models ?? userModelFolder(env);
  await requireFolder(models, '--models');
  await requireFolder(options.output, '--output');
  const files = modelTrainingFiles(models, options.output, music.name);
  const signal = interruption();
  const { training, validation, name, unit } = music;
  emit({ kind: 'begun', name, training: training.length, validation: validation.length, engine: engine.name });
  const before = from ? await scoreStart(from, music, engine) : undefined;
  if (from && before !== undefined) emit({ kind: 'compared', name, from: from.name, nats: before, unit });
  const outcome = await trainModel(music, plan, {
    engine,
    files,
    ...(from ? { from } : {}),
    ...resuming(options),
    maxSeconds: 60 * (options.minutes ?? Infinity),
    nowMs,
    interrupted: () => signal.aborted,
    onStart: async (step, pass) => {
      if (step > 0) emit({ kind: 'resumed', name, pass });
      await rewindLossHistory(files.history, step);
    },
    onStep: (report) => emit({ kind: 'step', report, unit }),
    onEvaluation: async (record, isBest) => {
      await appendLossRecord(files.history, record);
      await replaceFile(files.plot, plotLossHistory(await readLossHistory(files.history), name, unit));
      emit({ kind: 'evaluated', record, isBest, unit });
    },
  });
  emit({ kind: 'ended', name, reason: outcome.reason, seconds: outcome.seconds });
  if (outcome.bestNats !== null) {
    const earlier = before === undefined ? {} : { before };
    emit({ kind: 'trained', name, nats: outcome.bestNats, ...earlier, unit, file: files.model });
  }
  return outcome;
};
