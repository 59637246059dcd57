import { decodeChorale } from '../encoding/chorale-encoding.js';
import { advanceChorale, choraleRow, startChorale, type ChoraleCursor } from '../encoding/chorale-cursor.js';
import { choralePiece } from '../encoding/chorale-piece.js';
import { choraleSchema } from '../encoding/chorale-schema.js';
import { VOICE_COUNT } from '../encoding/chorale.js';
import type { EventSequence } from '../model/event-schema.js';
import { draw, type SamplingOptions } from '../model/sampling/draw.js';
import type { EventModel, NetworkState } from '../model/sampling/event-model.js';
import type { RandomSource } from '../model/sampling/random-source.js';
import type { Piece } from '../music/piece.js';
import { allowedPitches, noTokens, observeToken, type ChoraleSoFar } from './chorale-bounds.js';
import { removedMass } from './removed-mass.js';

/** What stays the same while a chorale is composed. */
export interface ChoraleOptions {
  readonly model: EventModel;
  readonly sampling: SamplingOptions;
  readonly random: RandomSource;
  /** Told for each token the share of probability that the bounds took away, 0–1. */
  readonly onBounds?: (removed: number) => void;
}

/** What to write. */
export interface ChoraleRequest {
  /** The beginning of a chorale to go on from; its start row alone to begin from nothing. */
  readonly seed: EventSequence;
  /** Bars of 4/4. */
  readonly bars: number;
  readonly bpm: number;
  readonly title: string;
}

/** Where a chorale stands. A value, so that one can go back to it. */
interface ChoraleStanding {
  readonly network: NetworkState;
  readonly cursor: ChoraleCursor;
  readonly music: ChoraleSoFar;
}

const WIDTH = choraleSchema.length;
const PITCH = { field: choraleSchema[0], index: 0 };
const STEPS_PER_BAR = 16;

const afterToken = async (
  model: EventModel,
  { network, cursor, music }: ChoraleStanding,
  pitchId: number,
): Promise<ChoraleStanding> => {
  const next = advanceChorale(cursor, pitchId);
  return {
    network: await model.advance(Int32Array.from(choraleRow(next, pitchId)), network),
    cursor: next,
    music: observeToken(music, pitchId),
  };
};

const afterHearing = async (model: EventModel, pitchIds: readonly number[]): Promise<ChoraleStanding> => {
  const network = await model.advance(Int32Array.from(choraleRow(startChorale)));
  let standing: ChoraleStanding = { network, cursor: startChorale, music: noTokens };
  for (const pitchId of pitchIds) standing = await afterToken(model, standing, pitchId);
  return standing;
};

const drawToken = async (options: ChoraleOptions, { network, music }: ChoraleStanding): Promise<number> => {
  const absent = Int32Array.from(choraleSchema, ({ size }) => size);
  const logits = await options.model.logits(network, PITCH, absent);
  const allowed = allowedPitches(music);
  options.onBounds?.(removedMass(logits, allowed));
  return draw(logits, options.sampling, options.random, allowed);
};

const pitchIdsOf = ({ length, ids }: EventSequence): number[] =>
  Array.from({ length: length - 1 }, (_, i) => ids[(i + 1) * WIDTH]);

/** A sequence that only tells pitches: all that `decodeChorale` reads. */
const sequenceOf = (pitchIds: readonly number[]): EventSequence => {
  const ids = new Int32Array((pitchIds.length + 1) * WIDTH);
  pitchIds.forEach((id, i) => (ids[(i + 1) * WIDTH] = id));
  return { length: pitchIds.length + 1, ids };
};

/** Goes on from a seed in four voices and writes whole bars, from the first bar line after the seed. */
export const composeChorale = async (options: ChoraleOptions, request: ChoraleRequest): Promise<Piece> => {
  const heard = pitchIdsOf(request.seed);
  const seed = heard.slice(0, heard.length - (heard.length % VOICE_COUNT));
  const barTokens = STEPS_PER_BAR * VOICE_COUNT;
  const start = Math.ceil(seed.length / barTokens) * barTokens;
  const end = start + request.bars * barTokens;
  let standing = await afterHearing(options.model, seed);
  const drawn: number[] = [];
  while (seed.length + drawn.length < end) {
    const pitchId = await drawToken(options, standing);
    drawn.push(pitchId);
    standing = await afterToken(options.model, standing, pitchId);
  }
  return choralePiece(decodeChorale(sequenceOf(drawn.slice(start - seed.length))), request.bpm, request.title);
};
