import { advance, givenAfterWait, startCursor, type EventCursor } from '../encoding/event-cursor.js';
import { DAEMON_ID, fieldApplies, pianoColumn, pianoSchema, type PianoFieldName } from '../encoding/piano-schema.js';
import { resumeCursor } from '../encoding/resume-cursor.js';
import { waitSteps } from '../encoding/wait-vocabulary.js';
import type { EventSequence } from '../model/event-schema.js';
import { draw, type Allowed, type SamplingOptions } from '../model/sampling/draw.js';
import type { EventModel, NetworkState } from '../model/sampling/event-model.js';
import type { RandomSource } from '../model/sampling/random-source.js';
import type { MusicBounds } from './music-bounds.js';
import { observe, silence, type MusicSoFar } from './music-so-far.js';
import { removedMass } from './removed-mass.js';
import { allowedIds } from './sensible-music.js';

/**
 * Where a continuation stands: what the network remembers, where in the bar it is, what the bounds have seen.
 * A value: to take events back, keep the standing from before them.
 */
export interface Standing {
  readonly network: NetworkState;
  readonly cursor: EventCursor;
  readonly music: MusicSoFar;
}

/** What listens and remembers. */
export interface Listening {
  readonly model: EventModel;
  readonly bounds: MusicBounds;
}

/** What stays the same while music is continued. */
export interface ContinuationOptions extends Listening {
  readonly sampling: SamplingOptions;
  readonly random: RandomSource;
  /** Told for each drawn field the share of probability that the bounds took away, 0–1. */
  readonly onBounds?: (removed: number) => void;
}

const WIDTH = pianoSchema.length;

const rowOf = (sequence: EventSequence, row: number): Int32Array => sequence.ids.slice(row * WIDTH, (row + 1) * WIDTH);

const soFarIn = (ids: Int32Array) => ({ wait: ids[pianoColumn.wait], what: ids[pianoColumn.what] });

/** The standing after one event, drawn or heard. */
export const afterEvent = async (
  { model, bounds }: Listening,
  { network, cursor, music }: Standing,
  ids: Int32Array,
): Promise<Standing> => ({
  network: await model.advance(ids, network),
  cursor: advance(cursor, ids[pianoColumn.wait]),
  music: observe(music, soFarIn(ids), bounds),
});

/** The standing after hearing a whole sequence, its start row first. */
export const afterHearing = async (listening: Listening, heard: EventSequence): Promise<Standing> => {
  let standing: Standing = {
    network: await listening.model.advance(rowOf(heard, 0)),
    cursor: startCursor([]),
    music: silence,
  };
  for (let row = 1; row < heard.length; row++) standing = await afterEvent(listening, standing, rowOf(heard, row));
  return { ...standing, cursor: resumeCursor(heard) };
};

const both = (a: Allowed, b: Allowed, size: number): Allowed => {
  const either = Array.from({ length: size }, (_, id) => id).some((id) => a(id) && b(id));
  return either ? (id) => a(id) && b(id) : b;
};

const drawField = async (
  { model, bounds, sampling, random, onBounds }: ContinuationOptions,
  { network, music, cursor }: Standing,
  name: PianoFieldName,
  ids: Int32Array,
  earliestStep: number,
): Promise<number> => {
  if (name === 'who') return DAEMON_ID;
  const index = pianoColumn[name];
  const field = pianoSchema[index];
  if (!fieldApplies(name, soFarIn(ids))) return field.size;
  const logits = await model.logits(network, { field, index }, ids);
  const withinBounds = allowedIds(music, bounds, name, soFarIn(ids));
  onBounds?.(removedMass(logits, withinBounds));
  if (name !== 'wait') return draw(logits, sampling, random, withinBounds);
  const inTime: Allowed = (id) => cursor.step + waitSteps(id) >= earliestStep;
  return draw(logits, sampling, random, both(withinBounds, inTime, field.size));
};

/**
 * Draws the next event, field by field in the schema's order, each conditioned on those before it. It does not
 * come before `earliestStep`, at most 16 beats ahead, even where that stretches a bound.
 */
export const drawEvent = async (
  options: ContinuationOptions,
  standing: Standing,
  earliestStep = standing.cursor.step,
): Promise<Int32Array> => {
  const ids = Int32Array.from(pianoSchema, ({ size }) => size);
  for (const { name, role } of pianoSchema) {
    if (role === 'given') continue;
    ids[pianoColumn[name]] = await drawField(options, standing, name, ids, earliestStep);
    if (name !== 'wait') continue;
    const given = givenAfterWait(standing.cursor, ids[pianoColumn.wait]);
    ids[pianoColumn.beatPhase] = given.beatPhase;
    ids[pianoColumn.beatInBar] = given.beatInBar;
    ids[pianoColumn.metre] = given.metre;
    ids[pianoColumn.composer] = given.composer;
    ids[pianoColumn.source] = given.source;
  }
  return ids;
};
