import { asOnePiano } from '../../encoding/piano/player-part.js';
import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { pianoMarkov, pianoUnigram } from '../../training/baselines/piano-baselines.js';
import { CorpusEmptyError, CorpusFolderMissingError } from '../../training/corpus/corpus-errors.js';
import { listCorpusFiles, type CorpusFile } from '../../training/corpus/corpus-files.js';
import type { Corpus, EncodedWork } from '../../training/corpus/encoded-work.js';
import { isPianoNote, withComposer } from '../../training/corpus/piano-works.js';
import { pianoCountedFields } from '../../training/evaluation/field-scores.js';
import type { CommandIo } from '../../cli/command-io.js';
import { NoMusicError, TrainingMusicUnknownError } from '../music/music-errors.js';
import type { EvaluateOptions } from '../../cli/evaluate-options.js';
import type { BaselineScores, DynamicScores, Evaluation } from '../../cli/reports/evaluation-report.js';
import { scoreBaselines, scoreModel } from './score-model.js';
import { scoreWhileLearning } from './score-while-learning.js';
import { scoreListening } from './score-accompaniment.js';
import { findTrainingMusic, otherMusicNote, type TrainingMusicFound } from '../music/training-music.js';
import type { NamedModel } from '../generate/generate-piece.js';
import { loadWorks, reportRejected } from '../music/load-works.js';
import { isSameName } from '../../shared/names.js';

const scored = { schema: pianoSchema, isNote: isPianoNote, countedFields: pianoCountedFields };

type Dataset = Awaited<ReturnType<typeof findTrainingMusic>>;

/** What is evaluated, and what the files were called. */
interface MusicToEvaluate extends Corpus {
  readonly name: string;
}

export const filesIn = async (place: string): Promise<readonly CorpusFile[]> => {
  try {
    return await listCorpusFiles(place);
  } catch (cause) {
    if (cause instanceof CorpusFolderMissingError) throw new NoMusicError(place, 'does not exist', { cause });
    if (cause instanceof CorpusEmptyError) throw new NoMusicError(place, 'holds no MIDI files', { cause });
    throw cause;
  }
};

/** The works that training kept aside; only the very music it learned from can tell which. */
export const keptAside = (card: ModelCard, music: Dataset): MusicToEvaluate => {
  if (music.kind === 'missing') throw new TrainingMusicUnknownError(music.reason);
  const note = otherMusicNote(card, music);
  if (note !== undefined) throw new TrainingMusicUnknownError(note);
  return { name: `validation works of ${music.folder}`, works: music.split.validation, rejected: [] };
};

/**
 * A model of one composer takes all music for that composer's: it has learned no other slot. One of several looks
 * at the folder's name, and takes composers that it does not know as unknown.
 */
export const slotFor = ({ composers, training }: ModelCard, composer: string): number | undefined => {
  if (composers.length === 1) return 0;
  if (training.composers?.length === 1) return composers.indexOf(training.composers[0]);
  const slot = composers.findIndex((name) => isSameName(name, composer));
  return slot < 0 ? undefined : slot;
};

/** A voice takes all music for its composer's, and a model that hears no players a song for one piano's. */
const sequencesOf = (card: ModelCard, works: readonly EncodedWork[], voice: string | null = null) =>
  works.map(({ sequence, composer }) => {
    const heard = card.hearsPlayer ? sequence : asOnePiano(sequence);
    return withComposer(heard, slotFor(card, voice ?? composer));
  });

const hashesOf = (works: readonly EncodedWork[]): ReadonlySet<string> =>
  new Set(works.map(({ contentHash }) => contentHash));

/** The baselines after the model's own training works, without any file that is evaluated; or why there are none. */
const baselinesFor = (card: ModelCard, music: Dataset, works: readonly EncodedWork[]): BaselineScores | string => {
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
const seenIn = (music: Dataset, works: readonly EncodedWork[]): number | null => {
  if (music.kind === 'missing' || !music.isSame) return null;
  const learned = hashesOf(music.split.training);
  return works.filter(({ contentHash }) => learned.has(contentHash)).length;
};

const warn = (card: ModelCard, music: TrainingMusicFound, seen: number | null, io: CommandIo): void => {
  const note = otherMusicNote(card, music);
  if (note !== undefined) io.stderr.write(`note: ${note}.\n`);
  if (seen)
    io.stderr.write(`note: the model learned from ${seen} of these works; the figure is not of unseen music.\n`);
};

const dynamicScores = async (
  model: NamedModel,
  sequences: readonly EventSequence[],
  { dynamic }: EvaluateOptions,
  engine: Engine,
  io: CommandIo,
): Promise<DynamicScores | undefined> =>
  dynamic === undefined
    ? undefined
    : scoreWhileLearning(model, sequences, dynamic === true ? Infinity : dynamic, engine, io);

/** Nats per note of a piano model on a folder of MIDI files, or on the works its training kept aside. */
export const evaluatePiano = async (
  model: NamedModel,
  place: string | undefined,
  options: EvaluateOptions,
  engine: Engine,
  io: CommandIo,
): Promise<Evaluation> => {
  const { card } = model.checkpoint;
  const music = place === undefined ? undefined : await filesIn(place);
  const training = await findTrainingMusic(card, options, io);
  const corpus: MusicToEvaluate =
    place === undefined || music === undefined
      ? keptAside(card, training)
      : { name: place, ...(await loadWorks(music, io)) };
  const { works, rejected, name } = corpus;
  const seenInTraining = seenIn(training, works);
  if (training.kind === 'found') warn(card, training, seenInTraining, io);
  const whose = (work: number): string => works[work].composer;
  const sequences = sequencesOf(card, works, model.composer);
  const { all: scores, groups } = await scoreModel(model, scored, sequences, engine, io, whose);
  const listening = options.listening ? await scoreListening(model, sequences, engine, io) : undefined;
  const dynamic = await dynamicScores(model, sequences, options, engine, io);
  const baselines = baselinesFor(card, training, works);
  reportRejected(corpus, io);
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
