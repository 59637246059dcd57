import type { Engine } from '../model/runtimes/engine.js';
import { planFor } from '../training/default-plan.js';
import { NetworkEvaluator } from '../training/evaluation/network-losses.js';
import { scoreNetwork } from '../training/evaluation/network-scores.js';
import { trainModel, type ModelTrainingOutcome, type StartingModel } from '../training/model-training.js';
import { appendLossRecord, readLossHistory, rewindLossHistory } from '../training/loss/loss-history.js';
import { plotLossHistory } from '../training/loss/loss-plot.js';
import { modelTrainingFiles, replaceFile } from '../training/trainer/training-files.js';
import type { Dataset } from '../training/datasets/dataset.js';
import type { CommandIo } from './command-io.js';
import { durationText } from './duration-text.js';
import { userModelFolder } from '../app/models/model-folders.js';
import { requireFolder } from '../app/output-files.js';
import type { TrainOptions } from './train-options.js';
import { TrainProgress } from './train-progress.js';

const eventsIn = ({ training }: Dataset): number => training.reduce((sum, { length }) => sum + length - 1, 0);

const endings: Record<ModelTrainingOutcome['reason'], string> = {
  passes: 'all passes done',
  minutes: 'time is up; --resume goes on',
  patience: 'no progress any more',
  interrupted: 'interrupted; --resume goes on',
};

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

const beforeText = (before: number | undefined): string =>
  before === undefined ? '' : ` (${before.toFixed(3)} before)`;

/** Trains one model with progress on stderr; a line on stdout names what came of it. */
export const trainOneModel = async (
  music: Dataset,
  options: TrainOptions,
  engine: Engine,
  io: CommandIo,
  from?: StartingModel,
): Promise<ModelTrainingOutcome> => {
  const plan = planFor(music.schema, eventsIn(music), options, from?.checkpoint.card.network);
  const models = options.models ?? userModelFolder(io.env);
  await requireFolder(models, '--models');
  await requireFolder(options.output, '--output');
  const files = modelTrainingFiles(models, options.output, music.name);
  const progress = new TrainProgress(io, music.unit);
  const interruption = io.interruption();
  const { training, validation, name, unit } = music;
  progress.line(`${name}: learning from ${training.length} works, validating on ${validation.length}; ${engine.name}`);
  const before = from ? await scoreStart(from, music, engine) : undefined;
  if (from && before !== undefined) {
    progress.line(`${name}: ${from.name} gives ${before.toFixed(3)} nats per ${unit} on these unseen works`);
  }
  const outcome = await trainModel(music, plan, {
    engine,
    files,
    ...(from ? { from } : {}),
    resume: options.resume,
    maxSeconds: 60 * (options.minutes ?? Infinity),
    nowMs: () => io.now(),
    interrupted: () => interruption.aborted,
    onStart: (step) => rewindLossHistory(files.history, step),
    onStep: (report) => {
      progress.step(report);
    },
    onEvaluation: async (record, best) => {
      await appendLossRecord(files.history, record);
      await replaceFile(files.plot, plotLossHistory(await readLossHistory(files.history), name, unit));
      progress.evaluation(record, best);
    },
  });
  progress.line(`${name}: ${endings[outcome.reason]} after ${durationText(outcome.seconds)}`);
  if (outcome.bestNats !== null) {
    io.stdout.write(
      `${name}: ${outcome.bestNats.toFixed(3)} nats per ${unit} on unseen works${beforeText(before)}, ${files.model}\n`,
    );
  }
  return outcome;
};
