import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { harmonize, type Harmony } from '../../composer/chorale/harmonize.js';
import { modelKind } from '../../composer/models/model-kind.js';
import { namingModel } from '../../composer/models/non-finite-logits.js';
import { harmonyPiece } from '../../encoding/chorale/harmony-piece.js';
import { fitSoprano, type FittedSoprano } from '../../encoding/chorale/fit-vocal-range.js';
import { sopranoLine, type SopranoLine } from '../../encoding/chorale/soprano-line.js';
import { voiceLeading, type VoiceLeading } from '../../encoding/chorale/voice-leading.js';
import { findModel } from '../../model/checkpoint/model-names.js';
import { openModel, requireModels } from '../../model/checkpoint/model-store.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import { derivedRandom } from '../../shared/random-source.js';
import { readMidi } from '../../music/midi/read-midi.js';
import { writeMidi } from '../../music/midi/write-midi.js';
import type { Piece } from '../../music/piece.js';
import { DaemonError } from '../../shared/error.js';
import { quietContext, type RunContext } from '../run-context.js';
import { chooseEngine } from '../choose-engine.js';
import { LARGEST_SEED } from '../common-options.js';
import { harmonizeDefaults, type HarmonizeOptions } from './harmonize-options.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { freeOutput, outputFiles } from '../output/output-files.js';
import { writeOutput } from '../output/write-output.js';

/** The file to be harmonised is no melody. */
class MelodyFileError extends DaemonError {
  readonly code = 'MELODY_UNREADABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`"${file}" cannot be harmonised: ${reason} Name a MIDI file with a melody in it.`, options);
  }
}

/** The model knows no voices. */
class HarmonizeUsageError extends DaemonError {
  readonly code = 'MODEL_WRITES_NO_CHORALES';
  override readonly exitCode = 2;

  constructor(model: string) {
    super(`Model ${model} writes piano music, not chorales. Name a chorale model with --model.`);
  }
}

/** What there is to harmonise. */
interface Melody {
  readonly piece: Piece;
  readonly line: SopranoLine;
  readonly fitted: FittedSoprano;
}

const readPiece = async (file: string): Promise<Piece> => {
  try {
    return readMidi(new Uint8Array(await readFile(file)));
  } catch (cause) {
    throw new MelodyFileError(file, cause instanceof DaemonError ? cause.message : 'it cannot be opened.', { cause });
  }
};

const readMelody = async (file: string): Promise<Melody> => {
  const piece = await readPiece(file);
  const line = sopranoLine(piece);
  if (!line) throw new MelodyFileError(file, 'it holds no notes.');
  return { piece, line, fitted: fitSoprano(line.pitches) };
};

/** What was not as a soprano is, one sentence each. */
const remarksOn = ({ line, fitted }: Melody): readonly string[] => [
  ...(line.below > 0 ? [`It is not one voice: the top line was taken, ${line.below} notes below it left out.`] : []),
  ...(line.moved > 0 ? [`${line.moved} of ${line.notes.length} notes were not on sixteenths and moved there.`] : []),
  ...(line.cuts.length > 0
    ? [`Rests of more than two bars were shortened for the harmony (${line.cuts.length}).`]
    : []),
  ...(fitted.shift === 0
    ? []
    : [`It was harmonised ${fitted.shift} semitones away, where sopranos sing, and all moved back.`]),
  ...(fitted.folded ? ['It is wider than a soprano: for the harmony some notes counted an octave away.'] : []),
];

const loadChoraleModel = async (
  { models, model: wanted, engine: wish }: HarmonizeOptions,
  context: RunContext,
): Promise<{ readonly name: string; readonly model: EventModel }> => {
  const stored = findModel(await requireModels(modelSearchFolders(models, context.env)), wanted);
  const { card, weights } = await openModel(stored);
  if (modelKind(card) !== 'chorale') throw new HarmonizeUsageError(stored.name);
  const engine = await chooseEngine(wish, 1, context);
  return { name: stored.name, model: await loadEventModel(engine, card.network, weights) };
};

/** The best of some harmonisations by likelihood; each has chance of its own. */
const bestHarmony = async (
  model: EventModel,
  { temperature, topP, particles, samples }: HarmonizeOptions,
  seed: number,
  soprano: readonly number[],
  progress: RunContext['progress'],
): Promise<Harmony> => {
  let done = 0;
  progress(done, samples * soprano.length);
  const onStep = (): void => progress(++done, samples * soprano.length);
  const options = { model, particles, sampling: { temperature, topP, topK: Infinity }, onStep };
  let best = await harmonize({ ...options, random: derivedRandom(seed, 0) }, soprano);
  for (let sample = 1; sample < samples; sample++) {
    const next = await harmonize({ ...options, random: derivedRandom(seed, sample) }, soprano);
    if (next.natsPerToken < best.natsPerToken) best = next;
  }
  return best;
};

/** What was written, and how well its voices are led. */
export interface HarmonizedFile extends VoiceLeading {
  readonly model: string;
  readonly file: string;
  readonly seed: number;
  /** Notes of the melody. */
  readonly notes: number;
  /** Length of the harmony. */
  readonly sixteenths: number;
  readonly natsPerToken: number;
  readonly tookSeconds: number;
  /** What had to be changed of the melody, one sentence each; notices as well, before work begins. */
  readonly remarks: readonly string[];
}

/** Adds three voices to the melody of a file, and writes all four to another. */
export const harmonizeFile = async (
  file: string,
  asked: Partial<HarmonizeOptions> = {},
  context: RunContext = quietContext,
): Promise<HarmonizedFile> => {
  const options = { ...harmonizeDefaults, ...asked };
  const melody = await readMelody(file);
  const { piece, line, fitted } = melody;
  const remarks = remarksOn(melody);
  for (const remark of remarks) context.notice(remark);
  const fileOf = await outputFiles(options.output, 1, 'harmonized');
  const output = await freeOutput(fileOf(path.parse(file).name), options, context);
  const seed = options.seed ?? randomInt(LARGEST_SEED);
  const { name, model } = await loadChoraleModel(options, context);
  try {
    const startedMs = context.nowMs();
    const harmony = await namingModel(name, () => bestHarmony(model, options, seed, fitted.pitches, context.progress));
    const title = `${path.parse(file).name}, harmonised by music-lstm-daemon (seed ${seed})`;
    await writeOutput(output, writeMidi(harmonyPiece(piece, line, fitted, harmony.chorale, title)));
    return {
      ...{ model: name, file: output, seed, notes: line.notes.length, sixteenths: fitted.pitches.length },
      natsPerToken: harmony.natsPerToken,
      tookSeconds: (context.nowMs() - startedMs) / 1000,
      ...voiceLeading(harmony.chorale),
      remarks,
    };
  } finally {
    await model.close();
  }
};
