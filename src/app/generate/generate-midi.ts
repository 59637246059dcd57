import { randomInt } from 'node:crypto';
import { findPlayableModel } from '../../composer/models/blended-model.js';
import { playableModels } from '../../composer/models/playable-models.js';
import { readCardOf, requireModels } from '../../model/checkpoint/model-store.js';
import { writeMidi } from '../../music/midi/write-midi.js';
import { chooseEngine } from '../choose-engine.js';
import { LARGEST_SEED } from '../common-options.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { quietContext, type RunContext } from '../run-context.js';
import { checkPieceOptions } from './check-piece-options.js';
import { generateDefaults, type GenerateOptions } from './generate-options.js';
import { barsOf, generatePiece, type GeneratedPiece } from './generate-piece.js';
import { openFitModel } from './open-fit-model.js';

/** A piece that was composed and is in no file yet. */
export interface GeneratedMidi extends GeneratedPiece {
  readonly model: string;
  /** The same seed and options give the same piece. */
  readonly seed: number;
  /** As a .mid file. */
  readonly midi: Uint8Array;
}

/** Composes one piece in the style of a composer, a blend of several, or a model; writes no file. */
export const generateMidi = async (
  composer: string,
  asked: Partial<Omit<GenerateOptions, 'output'>> = {},
  context: RunContext = quietContext,
): Promise<GeneratedMidi> => {
  checkPieceOptions(asked);
  const options = { ...generateDefaults, ...asked };
  barsOf(options); // a form that cannot be read is told before models are looked for
  const models = await requireModels(modelSearchFolders(options.models, context.env));
  const stored = findPlayableModel(await playableModels(models, readCardOf), composer);
  const named = await openFitModel(stored, models, options);
  const seed = options.seed ?? randomInt(LARGEST_SEED);
  const piece = await generatePiece(named, options, seed, await chooseEngine(options.engine, 1, context));
  return { ...piece, model: named.name, seed, midi: writeMidi(piece.piece) };
};
