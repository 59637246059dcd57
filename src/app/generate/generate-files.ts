import { randomInt } from 'node:crypto';
import { modelKind } from '../../composer/models/model-kind.js';
import { findPlayableModel } from '../../composer/models/blended-model.js';
import { planFileOf } from '../../composer/plan/plan-model.js';
import { plans } from '../../encoding/plan/plan-schema.js';
import { playableModels, type PlayableModel } from '../../composer/models/playable-models.js';
import { CheckpointError, type Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { openModel, readCardOf, requireModels, type StoredModel } from '../../model/checkpoint/model-store.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { DaemonError } from '../../shared/error.js';
import { writeMidi } from '../../music/midi/write-midi.js';
import { endTick, pieceNotes } from '../../music/piece-notes.js';
import { millisecondsAtTick, tempoMap } from '../../music/tempo.js';
import { composerName } from '../../adapters/recording/session-names.js';
import type { CommandIo } from '../../cli/command-io.js';
import { durationText } from '../../cli/duration-text.js';
import { chooseEngine } from '../choose-engine.js';
import { LARGEST_SEED, type GenerateOptions } from '../../cli/generate-options.js';
import { generatePiece, pieceOptions, type NamedModel, type PieceOptions } from './generate-piece.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { outputFiles, writeOutput } from '../output-files.js';

/** What is told of a piece. */
interface PieceReport {
  readonly model: string;
  readonly file: string;
  readonly bars: number;
  readonly notes: number;
  readonly musicSeconds: number;
  readonly seed: number;
  readonly source: string;
  readonly draws: number;
  readonly bounded: number;
  readonly verbatim: number | null;
  readonly unquoted: number;
  readonly tookSeconds: number;
}

/** A model that was left out, and why. */
interface Skipped {
  readonly model: string;
  readonly reason: string;
}

/** The network whose plans a model plays: the one that was trained beside it, else the house's. */
const plansFor = async (
  { file }: PlayableModel,
  { card }: Checkpoint,
  models: readonly StoredModel[],
): Promise<Checkpoint | undefined> => {
  if (!plans(card.network.schema)) return undefined;
  const stored = planFileOf(file, models);
  return stored && openModel(stored);
};

const asNamed = (stored: PlayableModel, checkpoint: Checkpoint, planned: Checkpoint | undefined): NamedModel => {
  const kind = modelKind(checkpoint.card);
  const { name, composer, blend } = stored;
  if (kind) {
    return { name, composer, ...(blend ? { blend } : {}), kind, checkpoint, ...(planned ? { plans: planned } : {}) };
  }
  throw new CheckpointError(stored.file, `its vocabulary ${checkpoint.card.encoding} is not one this version plays`);
};

/** A run is counted from eight notes on. */
const verbatimText = (notes: number | null): string =>
  notes === null ? '' : `, ${notes < 8 ? 'fewer than 8' : `up to ${notes}`} notes in a row as in what it learned`;

const describe = ({ file, bars, notes, musicSeconds, seed, source, verbatim, tookSeconds }: PieceReport): string =>
  `${file}: ${bars} bar${bars === 1 ? '' : 's'}, ${notes} notes, ${durationText(musicSeconds)} of music, ` +
  `seed ${seed}${source === '' ? '' : `, after ${source}`}${verbatimText(verbatim)}, made in ${tookSeconds.toFixed(1)} s\n`;

const generateOne = async (
  named: NamedModel,
  options: PieceOptions,
  file: string,
  seed: number,
  engine: Engine,
  io: CommandIo,
): Promise<PieceReport> => {
  const startedMs = io.now();
  const { piece, source, draws, bounded, verbatim, unquoted } = await generatePiece(named, options, seed, engine);
  await writeOutput(file, writeMidi(piece));
  return {
    model: named.name,
    file,
    bars: options.bars,
    notes: pieceNotes(piece).length,
    musicSeconds: millisecondsAtTick(tempoMap(piece.tempos), endTick(piece)) / 1000,
    seed,
    source,
    draws,
    bounded,
    verbatim,
    unquoted,
    tookSeconds: (io.now() - startedMs) / 1000,
  };
};

/** A model that was named cannot do what is asked. */
class UnfitModelError extends DaemonError {
  readonly code = 'MODEL_UNFIT';
  override readonly exitCode = 2;

  constructor(model: string, reason: string) {
    super(`Model ${model} cannot do that. ${reason}`);
  }
}

/** Why a model cannot do what is asked; undefined where it can. */
const unfit = ({ kind, checkpoint }: NamedModel, { prime, guidance }: PieceOptions): string | undefined => {
  if (kind === 'chorale' && prime !== undefined) {
    return 'It writes chorales and cannot go on from a MIDI file. Leave out --prime.';
  }
  if (guidance !== 1 && (kind === 'chorale' || checkpoint.card.composers.length < 2)) {
    return 'It knows one composer, whose name can guide it no further. Leave out --guidance.';
  }
  return undefined;
};

/** Without names a model that cannot be used is passed over and told; a named one must be usable. */
const usable = async (
  stored: PlayableModel,
  models: readonly StoredModel[],
  options: PieceOptions,
  wasNamed: boolean,
): Promise<NamedModel | Skipped> => {
  try {
    const checkpoint = await openModel(stored);
    const named = asNamed(stored, checkpoint, options.plan ? await plansFor(stored, checkpoint, models) : undefined);
    const reason = unfit(named, options);
    if (reason === undefined) return named;
    if (wasNamed) throw new UnfitModelError(stored.name, reason);
    return { model: stored.name, reason };
  } catch (error) {
    if (wasNamed || !(error instanceof CheckpointError)) throw error;
    return { model: stored.name, reason: error.message };
  }
};

/** Writes a MIDI file for each model that is named, or for each there is. */
export const generateFiles = async (names: readonly string[], asked: GenerateOptions, io: CommandIo): Promise<void> => {
  const options = pieceOptions(asked);
  const models = await requireModels(modelSearchFolders(options.models, io.env));
  const voices = await playableModels(models, readCardOf);
  const chosen =
    names.length > 0
      ? [...new Set(names.map((name) => findPlayableModel(voices, name)))]
      : voices.filter(({ composer }) => composer === null);
  const fileOf = await outputFiles(options.output, chosen.length);
  const seed = options.seed ?? randomInt(LARGEST_SEED);
  const engine = await chooseEngine(options.engine, 1, io);
  const pieces: PieceReport[] = [];
  const skipped: Skipped[] = [];
  for (const stored of chosen) {
    const model = await usable(stored, models, options, names.length > 0);
    if ('reason' in model) {
      skipped.push(model);
      io.stderr.write(`${model.model}: passed over. ${model.reason}\n`);
      continue;
    }
    const report = await generateOne(model, options, fileOf(composerName(stored.name)), seed, engine, io);
    pieces.push(report);
    if (!options.json) io.stdout.write(describe(report));
  }
  if (options.json) io.stdout.write(`${JSON.stringify({ engine: engine.name, pieces, skipped })}\n`);
};
