import { choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import { encodeChorale } from '../../encoding/chorale/chorale-encoding.js';
import type { ChoraleSplitName, ChoraleSplits } from '../../encoding/chorale/chorale-file.js';
import type { Chorale } from '../../encoding/chorale/chorale.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { choraleMarkov, choraleUnigram } from '../../training/baselines/chorale-baselines.js';
import type { RunContext } from '../run-context.js';
import { EvaluationUsageError } from '../music/music-errors.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { BaselineScores, Evaluation } from './evaluation.js';
import { scoreBaselines, scoreModel } from './score-model.js';
import type { NamedModel } from '../models/named-model.js';
import { oneChoraleFile, readChoraleFile } from '../music/chorale-files.js';

const scored = { schema: choraleSchema, isNote: () => true, countedFields: ['pitch'] };

const SPLITS: readonly ChoraleSplitName[] = ['train', 'valid', 'test'];

const chooseSplit = (splits: ChoraleSplits, file: string, wanted: ChoraleSplitName | undefined): ChoraleSplitName => {
  const present = SPLITS.filter((name) => splits[name] !== undefined);
  if (wanted !== undefined && present.includes(wanted)) return wanted;
  if (wanted === undefined && present.length === 1) return present[0];
  const fault = wanted === undefined ? `several splits` : `no split ${wanted}`;
  throw new EvaluationUsageError(`"${file}" has ${fault}. Choose with --split: ${present.join(', ')}.`);
};

/** Equal chorales have equal texts. */
const textOf = (chorale: Chorale): string => JSON.stringify(chorale);

/** The baselines after a train split, without any chorale that is evaluated; or why there are none. */
const baselinesFor = (
  train: readonly Chorale[] | undefined,
  file: string,
  chorales: readonly Chorale[],
): BaselineScores | string => {
  if (train === undefined) return `"${file}" has no train split to learn from; name a file that has one with --data`;
  const evaluated = new Set(chorales.map(textOf));
  const training = train.filter((chorale) => !evaluated.has(textOf(chorale)));
  if (training.length === 0) return `every chorale of the train split in "${file}" is evaluated`;
  const left = train.length - training.length;
  const source =
    `${training.length} chorales of the train split in ${file}` + (left > 0 ? `, without ${left} evaluated ones` : '');
  const models = { unigram: choraleUnigram(), markov: choraleMarkov() };
  return scoreBaselines(models, training.map(encodeChorale), chorales.map(encodeChorale), source);
};

/** Nats per token of a chorale model on one split of a .json file. */
export const evaluateChorales = async (
  model: NamedModel,
  file: string,
  options: EvaluateOptions,
  engine: Engine,
  context: RunContext,
): Promise<Evaluation> => {
  const splits = await readChoraleFile(file);
  const split = chooseSplit(splits, file, options.split);
  const chorales = splits[split] ?? [];
  const named = oneChoraleFile(options.data);
  const dataFile = named ?? file;
  const { train } = named === undefined ? splits : await readChoraleFile(named);
  const { all: scores } = await scoreModel(model, scored, chorales.map(encodeChorale), engine, context);
  return {
    model: model.name,
    kind: 'chorale',
    engine: engine.name,
    music: `${split} of ${file}`,
    works: chorales.length,
    seenInTraining: null,
    scores,
    composers: new Map(),
    baselines: baselinesFor(train, dataFile, chorales),
    rejected: [],
  };
};
