import type { CommandIo } from '../../cli/command-io.js';
import { chooseEngine, trainingThreads } from '../choose-engine.js';
import { evaluateChorales } from './evaluate-chorales.js';
import { EvaluationUsageError, MusicOfOtherKindError } from '../music/music-errors.js';
import { modelToEvaluate } from '../models/named-model.js';
import type { EvaluateOptions } from '../../cli/evaluate-options.js';
import { evaluatePiano } from './evaluate-piano.js';
import { evaluationJson, evaluationText, type Evaluation } from '../../cli/reports/evaluation-report.js';
import type { NamedModel } from '../generate/generate-piece.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { isChoraleFile, oneChoraleFile } from '../music/chorale-files.js';

const checkUsage = (music: string | undefined, { validation, split }: EvaluateOptions): void => {
  if (music === undefined && !validation) {
    throw new EvaluationUsageError('Name a folder of MIDI files or a chorale .json to evaluate on, or --validation.');
  }
  if (music !== undefined && validation) {
    throw new EvaluationUsageError('Give either music or --validation; --data names what the model was trained on.');
  }
  if (split !== undefined && validation) {
    throw new EvaluationUsageError('Give either --split or --validation, which is the split valid.');
  }
};

const checkKind = (model: NamedModel, place: string | undefined, { dynamic }: EvaluateOptions): void => {
  if (place !== undefined && isChoraleFile(place) !== (model.kind === 'chorale')) {
    throw new MusicOfOtherKindError(model.name, model.kind);
  }
  if (dynamic !== undefined && model.kind !== 'piano') {
    throw new EvaluationUsageError(`--dynamic is for piano models; "${model.name}" writes chorales.`);
  }
};

const evaluate = async (
  model: NamedModel,
  music: string | undefined,
  options: EvaluateOptions,
  io: CommandIo,
): Promise<Evaluation> => {
  if (model.kind === 'plan') throw new MusicOfOtherKindError(model.name, model.kind);
  const place = music ?? oneChoraleFile(options.data) ?? options.data?.at(0);
  checkKind(model, place, options);
  const engine = await chooseEngine(options.engine, options.threads ?? trainingThreads(), io);
  if (model.kind === 'piano') return evaluatePiano(model, music, options, engine, io);
  if (place === undefined) {
    throw new EvaluationUsageError('With a chorale model --validation needs --data with the .json it was trained on.');
  }
  const ofSplit = options.validation ? { ...options, split: 'valid' as const } : options;
  return evaluateChorales(model, place, ofSplit, engine, io);
};

const show = (evaluation: Evaluation, json: boolean, io: CommandIo): void => {
  const { baselines } = evaluation;
  if (typeof baselines === 'string') io.stderr.write(`note: no baselines, since ${baselines}.\n`);
  io.stdout.write(json ? `${evaluationJson(evaluation)}\n` : evaluationText(evaluation));
};

/** Measures how well a model foresees music, and prints the figures. */
export const runEvaluation = async (
  wanted: string,
  music: string | undefined,
  options: EvaluateOptions,
  io: CommandIo,
): Promise<void> => {
  checkUsage(music, options);
  const model = await modelToEvaluate(wanted, modelSearchFolders(options.models, io.env));
  show(await evaluate(model, music, options, io), options.json, io);
};
