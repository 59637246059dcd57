import { asOnePiano } from '../../encoding/piano/player-part.js';
import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { pianoMarkov, pianoUnigram } from '../../training/baselines/piano-baselines.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import { isPianoNote, withComposer } from '../../training/corpus/piano-works.js';
import { pianoCountedFields } from '../../training/evaluation/field-scores.js';
import type { RunContext } from '../run-context.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { BaselineScores, DynamicScores, Evaluation } from './evaluation.js';
import { scoreBaselines, scoreModel } from './score-model.js';
import { scoreWhileLearning } from './score-while-learning.js';
import { scoreListening } from './score-accompaniment.js';
import {
  findTrainingMusic,
  otherMusicNote,
  type TrainingMusic,
  type TrainingMusicFound,
} from '../music/training-music.js';
import { filesIn, keptAside, slotFor, type UnseenMusic } from '../music/unseen-music.js';
import type { NamedModel } from '../models/named-model.js';
import { loadWorks } from '../music/load-works.js';

const scored = { schema: pianoSchema, isNote: isPianoNote, countedFields: pianoCountedFields };

/** A voice takes all music for its composer's, and a model that hears no players a song for one piano's. */
const sequencesOf = (card: ModelCard, works: readonly EncodedWork[], voice: string | null = null) =>
  works.map(({ sequence, composer }) => {
    const heard = card.hearsPlayer ? sequence : asOnePiano(sequence);
    return withComposer(heard, slotFor(card, voice ?? composer));
  });

const hashesOf = (works: readonly EncodedWork[]): ReadonlySet<string> =>
  new Set(works.map(({ contentHash }) => contentHash));

/** The baselines after the model's own training works, without any file that is evaluated; or why there are none. */
const baselinesFor = (
  card: ModelCard,
  music: TrainingMusic,
  works: readonly EncodedWork[],
): BaselineScores | string => {
  if (music.kind === 'missing') return music.reason;
  const evaluated = hashesOf(works);
  const training = music.split.training.filter(({ contentHash }) => !evaluated.has(contentHash));
  if (training.length === 0) return `every training work in "${music.folder}" is among the music evaluated`;
  const notes = training.reduce((sum, { noteCount }) => sum + noteCount, 0);
  const left = music.split.training.length - training.length;
  const source =
    `${training.length} training works of ${(card.training.composers ?? card.composers).join(', ')} (${notes} notes, as written) in ${music.folder}` +
    (left > 0 ? `, without ${left} that are evaluated` : '');
  const models = { unigram: pianoUnigram(), markov: pianoMarkov() };
  return scoreBaselines(models, sequencesOf(card, training), sequencesOf(card, works), source);
};

/** How many of the works the model has learned from; unknown without its training music. */
const seenIn = (music: TrainingMusic, works: readonly EncodedWork[]): number | null => {
  if (music.kind === 'missing' || !music.isSame) return null;
  const learned = hashesOf(music.split.training);
  return works.filter(({ contentHash }) => learned.has(contentHash)).length;
};

const warn = (card: ModelCard, music: TrainingMusicFound, seen: number | null, context: RunContext): void => {
  const note = otherMusicNote(card, music);
  if (note !== undefined) context.notice(`${note}.`);
  if (seen) context.notice(`the model was trained on ${seen} of these works, so the figure is not for unseen music.`);
};

const dynamicScores = async (
  model: NamedModel,
  sequences: readonly EventSequence[],
  { dynamic }: EvaluateOptions,
  engine: Engine,
  context: RunContext,
): Promise<DynamicScores | undefined> =>
  dynamic === undefined
    ? undefined
    : scoreWhileLearning(model, sequences, dynamic === true ? Infinity : dynamic, engine, context);

/** Nats per note of a piano model on a folder of MIDI files, or on the works its training kept aside. */
export const evaluatePiano = async (
  model: NamedModel,
  place: string | undefined,
  options: EvaluateOptions,
  engine: Engine,
  context: RunContext,
): Promise<Evaluation> => {
  const { card } = model.checkpoint;
  const music = place === undefined ? undefined : await filesIn(place);
  const training = await findTrainingMusic(card, options, context);
  const corpus: UnseenMusic =
    place === undefined || music === undefined
      ? keptAside(card, training)
      : { name: place, ...(await loadWorks(music, context.env)) };
  const { works, rejected, name } = corpus;
  const seenInTraining = seenIn(training, works);
  if (training.kind === 'found') warn(card, training, seenInTraining, context);
  const whose = (work: number): string => works[work].composer;
  const sequences = sequencesOf(card, works, model.composer);
  const { all: scores, groups } = await scoreModel(model, scored, sequences, engine, context, whose);
  const listening = options.listening ? await scoreListening(model, sequences, engine, context) : undefined;
  const dynamic = await dynamicScores(model, sequences, options, engine, context);
  const baselines = baselinesFor(card, training, works);
  if (rejected.length > 0) context.leftOut(rejected);
  return {
    model: model.name,
    kind: 'piano',
    engine: engine.name,
    music: name,
    works: works.length,
    seenInTraining,
    scores,
    composers: groups,
    baselines,
    ...(listening ? { listening } : {}),
    ...(dynamic ? { dynamic } : {}),
    rejected,
  };
};
