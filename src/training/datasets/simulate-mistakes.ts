import { PEDAL_DOWN_ID, PLAYER_ID, pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import { rowSteps } from '../../encoding/piano/row-timeline.js';
import { NO_CHORD, isChordTone } from '../../encoding/plan/chord-vocabulary.js';
import type { MusicPlan, PlanSlot } from '../../encoding/plan/music-plan.js';
import { indexAt } from '../../encoding/plan/plan-place.js';
import type { EventSequence } from '../../model/event-schema.js';
import { nextInt, type RandomSource } from '../../shared/random-source.js';

/*
 * A network that has only ever read real music loses the thread when it reads its own, in which a note is sometimes
 * unlikely (exposure bias; Bengio and others 2015). So in training some of its inputs are wrong, as its own notes may
 * be, while the notes to be predicted stay right.
 */

/** Share of works without mistakes. */
const FAULTLESS_SHARE = 0.3;
/** Share of the other works in which a random share of velocities, up to all, is that of the note before. */
const LEVEL_SHARE = 0.4;

/** The largest wrong step in semitones. */
const WIDEST_STEP = 4;
/** A wrong chord tone is at most this many semitones away. */
const CHORD_REACH = 9;
/** A repeated pitch is one of this many before the note. */
const NOTES_BACK = 4;

const WIDTH = pianoSchema.length;
const c = pianoColumn;

const isNote = (ids: Int32Array, at: number): boolean => at < ids.length && ids[at + c.what] < PEDAL_DOWN_ID;

/** Chord tones near a pitch, other than the pitch itself. */
const otherChordTones = (pitch: number, chord: number): readonly number[] =>
  chord >= NO_CHORD
    ? []
    : Array.from({ length: 2 * CHORD_REACH + 1 }, (_, i) => pitch - CHORD_REACH + i).filter(
        (other) => other !== pitch && isChordTone(chord, other),
      );

const oneOf = (pitches: readonly number[], random: RandomSource): number | undefined =>
  pitches.length === 0 ? undefined : pitches[nextInt(random, pitches.length)];

/** The highest or lowest planned pitch, whichever is nearer. */
const nearerBound = (pitch: number, { top, low }: PlanSlot): number =>
  Math.abs(top - pitch) < Math.abs(low - pitch) ? top : low;

/** A pitch that a network might play instead: by a few semitones off, of the chord, repeated, or as high as planned. */
const wrongPitch = (
  pitch: number,
  slot: PlanSlot | undefined,
  latest: readonly number[],
  random: RandomSource,
): number => {
  const kind = random.next();
  if (kind < 0.35) return pitch + (1 + nextInt(random, WIDEST_STEP)) * (random.next() < 0.5 ? -1 : 1);
  if (kind < 0.6 && slot) return oneOf(otherChordTones(pitch, slot.chord), random) ?? pitch;
  if (kind < 0.8 || !slot || slot.top < 0) return oneOf(latest, random) ?? pitch;
  return nearerBound(pitch, slot);
};

/** Whether a pitch keeps the notes struck together in order, from the bass up. */
const keepsOrder = (ids: Int32Array, at: number, pitch: number): boolean => {
  const isAboveLast = ids[at + c.wait] > 0 || !isNote(ids, at - WIDTH) || ids[at - WIDTH + c.what] < pitch;
  const isBelowNext = !isNote(ids, at + WIDTH) || ids[at + WIDTH + c.wait] > 0 || pitch < ids[at + WIDTH + c.what];
  return pitch >= 0 && pitch < PEDAL_DOWN_ID && isAboveLast && isBelowNext;
};

/** How many notes are wrong in each respect, 0–1. */
interface MistakeShares {
  readonly pitch: number;
  readonly velocity: number;
  readonly duration: number;
}

const randomShares = (most: number, random: RandomSource): MistakeShares => {
  const share = random.next() * most;
  const velocity = random.next() < LEVEL_SHARE ? random.next() : share;
  return { pitch: share, velocity, duration: share / 2 };
};

/** Changes the note at `at`; `before` is the place of the one before it. */
const misplay = (
  ids: Int32Array,
  [before, at]: readonly [number, number],
  shares: MistakeShares,
  otherPitch: () => number,
  random: RandomSource,
): void => {
  if (random.next() < shares.pitch) {
    const pitch = otherPitch();
    if (keepsOrder(ids, at, pitch)) ids[at + c.what] = pitch;
  }
  if (random.next() < shares.velocity) ids[at + c.velocity] = ids[before + c.velocity];
  if (random.next() < shares.duration) ids[at + c.duration] = ids[before + c.duration];
};

/**
 * Rows of the same music at the same steps, in which up to a share of the daemon's notes, `most`, have other pitches,
 * velocities or durations. The share is random for each work, and some works have no mistakes.
 */
export const withMistakes = (
  sequence: EventSequence,
  { slots }: MusicPlan,
  most: number,
  random: RandomSource,
): EventSequence => {
  if (most === 0 || random.next() < FAULTLESS_SHARE) return sequence;
  const shares = randomShares(most, random);
  const steps = rowSteps(sequence);
  const ids = sequence.ids.slice();
  const places = steps.map((_, row) => row * WIDTH).filter((at) => at > 0 && isNote(ids, at));
  places.slice(1).forEach((at, i) => {
    if (ids[at + c.who] === PLAYER_ID) return;
    const latest = places.slice(Math.max(0, i + 1 - NOTES_BACK), i + 1).map((place) => ids[place + c.what]);
    const otherPitch = () => wrongPitch(ids[at + c.what], slots.at(indexAt(slots, steps[at / WIDTH])), latest, random);
    misplay(ids, [places[i], at], shares, otherPitch, random);
  });
  return { length: sequence.length, ids };
};
