import { struckInNotes } from '../../encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { anyOf, type BloomFilter } from '../../model/checkpoint/bloom-filter.js';
import { loadEventModel } from '../../model/sampling/event-model.js';
import { seedRandom } from '../../shared/random-source.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { compareSets, excerptsOf, measureSet } from '../../training/quality/music-sets.js';
import { openingOf, type Passage } from '../../training/quality/passage.js';
import { learnStyles, type StyleClassifier } from '../../training/quality/style-classifier.js';
import { styleFeatures } from '../../training/quality/style-features.js';
import { crossValidate, nameAll } from '../../training/quality/cross-validation.js';
import { quietContext, type RunContext } from '../run-context.js';
import { realComposers, type RealComposer, type RealComposers } from './real-composers.js';
import { musicToCompare } from './real-music.js';
import { compareDefaults, type CompareOptions } from './compare-options.js';
import type { ComparedComposer, Comparison } from './comparison.js';
import { composeSamples, sampleProgress, settingsOf, type Setting } from './compose-samples.js';
import { chooseEngine } from '../choose-engine.js';
import { EvaluationUsageError, MusicOfOtherKindError } from '../music/music-errors.js';
import { openNamedModel } from '../models/named-model.js';
import type { NamedModel } from '../models/named-model.js';
import { modelSearchFolders } from '../models/model-folders.js';

const checkUsage = (music: string | undefined, { validation }: CompareOptions): void => {
  if ((music === undefined) !== (validation ?? false)) {
    throw new EvaluationUsageError('Give either a folder of unseen music or --validation.');
  }
};

/** Pieces for each composer, where the command does not say how many. */
const DEFAULT_SAMPLES = 50;

/** Seeds of the classifier's own chance. */
const CLASSIFIER_SEED = 1;

interface Trained {
  readonly classifier: StyleClassifier;
  readonly report: NonNullable<Comparison['classifier']>;
}

/** A classifier of the composers known, and how well it does; undefined where it has nobody to tell apart. */
const trainClassifier = (known: readonly RealComposer[]): Trained | undefined => {
  const training = known.flatMap(({ trainingExamples }) => trainingExamples);
  const unseen = known.flatMap(({ unseenExamples }) => unseenExamples);
  if (new Set(training.map(({ composer }) => composer)).size < 2) return undefined;
  const classifier = learnStyles(training, seedRandom(CLASSIFIER_SEED));
  return {
    classifier,
    report: {
      unseen: nameAll(classifier, unseen),
      crossValidated: crossValidate([...training, ...unseen], CLASSIFIER_SEED),
    },
  };
};

/** What samples are written with. */
interface Writing {
  readonly model: NamedModel;
  readonly engine: Engine;
  readonly settings: readonly Setting[];
  readonly options: CompareOptions & { readonly samples: number };
  readonly classifier: StyleClassifier | undefined;
}

const verbatimOf = ({ notes }: Passage, grams: readonly BloomFilter[]): number =>
  longestVerbatimRun(struckInNotes(notes), anyOf(grams));

const compareComposers = async (
  { model, engine, settings, options, classifier }: Writing,
  { compared }: RealComposers,
  context: RunContext,
): Promise<readonly ComparedComposer[]> => {
  const { card, weights, grams } = model.checkpoint;
  const network = await loadEventModel(engine, card.network, weights);
  const progress = sampleProgress(context, compared.length * settings.length * options.samples);
  const found: ComparedComposer[] = [];
  try {
    for (const whose of compared) {
      const results: ComparedComposer['settings'][number][] = [];
      for (const setting of settings) {
        const { pieces, verbatim } = await composeSamples(model, network, whose, setting, options, progress);
        const passages = pieces.map((piece) => openingOf(piece, options.bars));
        const excerpts = passages.flatMap(excerptsOf);
        const { composer } = whose;
        const examples = excerpts.map((passage) => ({ features: styleFeatures(passage), composer, work: '' }));
        results.push({
          comparison: compareSets(measureSet(passages, excerpts), whose.real, whose.unseen),
          verbatim,
          ...(classifier ? { named: nameAll(classifier, examples).get(composer) } : {}),
        });
      }
      found.push({
        composer: whose.composer,
        real: compareSets(whose.real, whose.real, whose.unseen),
        unseen: compareSets(whose.unseen, whose.real, whose.unseen),
        unseenVerbatim: grams ? whose.unseenPassages.map((passage) => verbatimOf(passage, grams)) : [],
        settings: results,
      });
    }
  } finally {
    await network.close();
  }
  return found;
};

/**
 * Writes pieces with a model and compares them with real music that it has not seen: `music`, a folder of .mid files,
 * one folder a composer, or undefined with `validation`.
 */
export const compareModel = async (
  wanted: string,
  music: string | undefined,
  asked: Partial<CompareOptions> = {},
  context: RunContext = quietContext,
): Promise<Comparison> => {
  const options = { ...compareDefaults, ...asked };
  checkUsage(music, options);
  const startedMs = context.nowMs();
  const model = await openNamedModel(wanted, modelSearchFolders(options.models, context.env));
  if (model.kind !== 'piano') throw new MusicOfOtherKindError(model.name, model.kind);
  const real = await musicToCompare(model.checkpoint.card, music, options, context);
  const whose = options.composer.length > 0 || model.composer === null ? options.composer : [model.composer];
  const composers = realComposers(real, whose, options);
  const trained = trainClassifier(composers.known);
  const engine = await chooseEngine(options.engine, 1, context);
  const settings = settingsOf(options);
  const { bars, samples = DEFAULT_SAMPLES, begin, seed } = options;
  const writing = { model, engine, settings, options: { ...options, samples }, classifier: trained?.classifier };
  const compared = await compareComposers(writing, composers, context);
  return {
    ...{ model: model.name, engine: engine.name, music: real.name, bars, samples, begin, seed, settings },
    composers: compared,
    ...(trained ? { classifier: trained.report } : {}),
    tookSeconds: (context.nowMs() - startedMs) / 1000,
  };
};
