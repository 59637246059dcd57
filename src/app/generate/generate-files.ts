import { randomInt } from 'node:crypto';
import { findPlayableModel } from '../../composer/models/blended-model.js';
import { playableModels, type PlayableModel } from '../../composer/models/playable-models.js';
import { CheckpointError } from '../../model/checkpoint/checkpoint.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import { readCardOf, requireModels } from '../../model/checkpoint/model-store.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { writeMidi } from '../../music/midi/write-midi.js';
import { endTick, pieceNotes } from '../../music/piece-notes.js';
import { millisecondsAtTick, tempoMap } from '../../music/tempo.js';
import { composerName } from '../../adapters/recording/session-names.js';
import { quietContext, type RunContext } from '../run-context.js';
import { chooseEngine } from '../choose-engine.js';
import { LARGEST_SEED } from '../common-options.js';
import { generateDefaults, type GenerateOptions } from './generate-options.js';
import { barsOf, generatePiece } from './generate-piece.js';
import { modelSearchFolders } from '../models/model-folders.js';
import type { NamedModel } from '../models/named-model.js';
import { openFitModel, UnfitModelError } from './open-fit-model.js';
import { freeOutput, outputFiles } from '../output/output-files.js';
import { writeOutput } from '../output/write-output.js';

/** A piece that was written. */
export interface PieceReport {
  readonly model: string;
  readonly file: string;
  readonly bars: number;
  readonly notes: number;
  readonly musicSeconds: number;
  readonly seed: number;
  /** What it goes on from; empty where it began from nothing. */
  readonly source: string;
  /** Fields drawn, and how many of them the bounds changed by more than 5 % of probability. */
  readonly draws: number;
  readonly bounded: number;
  /** Notes in a row as in the music learned; null where the model has no index. */
  readonly verbatim: number | null;
  /** Draws from which the quote limit took more than 5 % of probability. */
  readonly unquoted: number;
  readonly tookSeconds: number;
}

/** A model that was left out, and why. */
export interface Skipped {
  readonly model: string;
  readonly reason: string;
}

const generateOne = async (
  named: NamedModel,
  options: GenerateOptions,
  file: string,
  seed: number,
  engine: Engine,
  context: RunContext,
): Promise<PieceReport> => {
  const startedMs = context.nowMs();
  context.progress(0, barsOf(options));
  const made = await generatePiece(named, options, seed, engine, context.progress);
  context.progress(barsOf(options), barsOf(options));
  const { piece, source, draws, bounded, verbatim, unquoted } = made;
  await writeOutput(file, writeMidi(piece));
  return {
    model: named.name,
    file,
    bars: barsOf(options),
    notes: pieceNotes(piece).length,
    musicSeconds: millisecondsAtTick(tempoMap(piece.tempos), endTick(piece)) / 1000,
    seed,
    source,
    draws,
    bounded,
    verbatim,
    unquoted,
    tookSeconds: (context.nowMs() - startedMs) / 1000,
  };
};

/** Without names a model that cannot be used is passed over and told; a named one must be usable. */
const usable = async (
  stored: PlayableModel,
  models: readonly StoredModel[],
  options: GenerateOptions,
  wasNamed: boolean,
): Promise<NamedModel | Skipped> => {
  try {
    return await openFitModel(stored, models, options);
  } catch (error) {
    if (wasNamed) throw error;
    if (error instanceof UnfitModelError) return { model: stored.name, reason: error.reason };
    if (error instanceof CheckpointError) return { model: stored.name, reason: error.message };
    throw error;
  }
};

/** What came of generating files. */
export interface GeneratedFiles {
  readonly engine: string;
  readonly pieces: readonly PieceReport[];
  readonly skipped: readonly Skipped[];
}

/**
 * Writes a MIDI file for each model that is named, or for each there is. `onOutcome` is told of each piece when it is
 * written, and of each model that is passed over.
 */
export const generateFiles = async (
  names: readonly string[],
  asked: Partial<GenerateOptions> = {},
  context: RunContext = quietContext,
  onOutcome: (outcome: PieceReport | Skipped) => void = () => undefined,
): Promise<GeneratedFiles> => {
  const options = { ...generateDefaults, ...asked };
  barsOf(options); // a form that cannot be read is told before models are looked for
  const models = await requireModels(modelSearchFolders(options.models, context.env));
  const voices = await playableModels(models, readCardOf);
  const chosen =
    names.length > 0
      ? [...new Set(names.map((name) => findPlayableModel(voices, name)))]
      : voices.filter(({ composer }) => composer === null);
  const fileOf = await outputFiles(options.output, chosen.length);
  const seed = options.seed ?? randomInt(LARGEST_SEED);
  const engine = await chooseEngine(options.engine, 1, context);
  const pieces: PieceReport[] = [];
  const skipped: Skipped[] = [];
  for (const stored of chosen) {
    const model = await usable(stored, models, options, names.length > 0);
    if ('reason' in model) {
      skipped.push(model);
      onOutcome(model);
    } else {
      const file = await freeOutput(fileOf(composerName(stored.name)), options, context);
      const report = await generateOne(model, options, file, seed, engine, context);
      pieces.push(report);
      onOutcome(report);
    }
  }
  return { engine: engine.name, pieces, skipped };
};
