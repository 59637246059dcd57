import { quietContext, type RunContext } from '../run-context.js';
import { chooseEngine, trainingThreads } from '../choose-engine.js';
import { evaluateChorales } from './evaluate-chorales.js';
import { EvaluationUsageError, MusicOfOtherKindError } from '../music/music-errors.js';
import { openNamedModel } from '../models/named-model.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { evaluatePiano } from './evaluate-piano.js';
import type { Evaluation } from './evaluation.js';
import type { NamedModel } from '../models/named-model.js';
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
  context: RunContext,
): Promise<Evaluation> => {
  if (model.kind === 'plan') throw new MusicOfOtherKindError(model.name, model.kind);
  const place = music ?? oneChoraleFile(options.data) ?? options.data?.at(0);
  checkKind(model, place, options);
  const engine = await chooseEngine(options.engine ?? 'auto', options.threads ?? trainingThreads(), context);
  if (model.kind === 'piano') return evaluatePiano(model, music, options, engine, context);
  if (place === undefined) {
    throw new EvaluationUsageError('With a chorale model --validation needs --data with the .json it was trained on.');
  }
  const ofSplit = options.validation ? { ...options, split: 'valid' as const } : options;
  return evaluateChorales(model, place, ofSplit, engine, context);
};

/**
 * Measures how well a model predicts music: nats per note or token, beside simple baselines. `wanted` is a model's
 * name, a composer that a model knows, or the path of a .safetensors file; `music` is a folder of .mid files, a
 * chorale .json, or undefined with `validation`.
 *
 * @example
 * const { scores } = await evaluateModel('Chopin', 'unseen', { data: ['music'] });
 * console.log(scores.natsPerNote);
 */
export const evaluateModel = async (
  wanted: string,
  music: string | undefined,
  options: EvaluateOptions = {},
  context: RunContext = quietContext,
): Promise<Evaluation> => {
  checkUsage(music, options);
  return evaluate(
    await openNamedModel(wanted, modelSearchFolders(options.models, context.env)),
    music,
    options,
    context,
  );
};
