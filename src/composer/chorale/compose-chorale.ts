import { decodeChorale } from '../../encoding/chorale/chorale-encoding.js';
import { choralePiece } from '../../encoding/chorale/chorale-piece.js';
import { VOICE_COUNT, type Chorale } from '../../encoding/chorale/chorale.js';
import type { EventSequence } from '../../model/event-schema.js';
import { sample, type SamplingOptions } from '../../model/sampling/sample.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import type { Piece } from '../../music/piece.js';
import { afterPitch, beforeChorale, nextPitch, type ChoraleState } from './chorale-state.js';
import { maskedProbability } from '../masked-probability.js';

/** Constants while a chorale is composed. */
export interface ChoraleOptions {
  readonly model: EventModel;
  readonly sampling: SamplingOptions;
  readonly random: RandomSource;
  /** Called for each token with the share of probability that the constraints removed, 0–1. */
  readonly onBounds?: (removed: number) => void;
}

/** What to write. */
export interface ChoraleRequest {
  /** A primer: the beginning of a chorale, or only a start row to begin from nothing. */
  readonly seed: EventSequence;
  /** Bars of 4/4. */
  readonly bars: number;
  readonly bpm: number;
  readonly title: string;
  /** Told after each sixteenth how many bars are written, of how many. */
  readonly onProgress?: (bars: number, of: number) => void;
}

const STEPS_PER_BAR = 16;

/** Samples the next voice's MIDI pitch, or SILENCE. */
export const samplePitch = async (
  { model, sampling, random, onBounds }: ChoraleOptions,
  standing: ChoraleState,
): Promise<number> => {
  const { logits, allowed, pitchOf } = await nextPitch(model, standing);
  onBounds?.(maskedProbability(logits, allowed));
  return pitchOf(sample(logits, sampling, random, allowed));
};

/** The state after a whole chorale. */
export const afterChorale = async (model: EventModel, chorale: Chorale): Promise<ChoraleState> => {
  let standing = await beforeChorale(model);
  for (const pitch of chorale.flat()) standing = await afterPitch(model, standing, pitch);
  return standing;
};

/** Continues a primer in four voices and writes whole bars, from the first bar line after it. */
export const composeChorale = async (options: ChoraleOptions, request: ChoraleRequest): Promise<Piece> => {
  const seed = decodeChorale(request.seed);
  const start = Math.ceil(seed.length / STEPS_PER_BAR) * STEPS_PER_BAR;
  const end = start + request.bars * STEPS_PER_BAR;
  let standing = await afterChorale(options.model, seed);
  const steps: number[][] = [];
  while (seed.length + steps.length < end) {
    const step: number[] = [];
    while (step.length < VOICE_COUNT) {
      const pitch = await samplePitch(options, standing);
      step.push(pitch);
      standing = await afterPitch(options.model, standing, pitch);
    }
    steps.push(step);
    request.onProgress?.(Math.max(0, Math.floor((seed.length + steps.length - start) / STEPS_PER_BAR)), request.bars);
  }
  return choralePiece(steps.slice(start - seed.length), request.bpm, request.title);
};
