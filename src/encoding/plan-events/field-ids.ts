import { NO_BASS, NO_CHORD, QUALITIES, chordRoot, pitchClass } from '../plan/chord-vocabulary.js';
import type { Mode, PlanSlot } from '../plan/music-plan.js';
import { NO_DEGREE, SLOT_LENGTHS, WIDEST_OCTAVES } from './plan-events-schema.js';

/** Lower bounds of classes, the first 0: the class of a number is that of the highest bound not above it. */
const classOf = (bounds: readonly number[], value: number): number => bounds.findLastIndex((from) => value >= from);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const FROM_BOUNDS = [...upTo(9), 16, 32, 64];
const LEFT_BOUNDS = [...upTo(17), 24, 32, 48, 64, 96, 128];
const AGE_BOUNDS = [...upTo(17), 24, 32];
const RUN_BOUNDS = [...upTo(8), 8, 16];

export const barsFromId = (bars: number): number => classOf(FROM_BOUNDS, bars);
export const barsLeftId = (bars: number): number => classOf(LEFT_BOUNDS, bars);
export const sectionAgeId = (bars: number): number => classOf(AGE_BOUNDS, bars);
export const phraseAgeId = (bars: number): number => Math.min(16, bars);
export const lagRunId = (bars: number): number => classOf(RUN_BOUNDS, bars);

/** Sixteenths in a bar, minus one; bars longer than four whole notes count as four. */
export const barLengthId = (steps: number): number => Math.max(0, Math.min(63, Math.round(steps / 12) - 1));

/** The twelfth of the bar that an offset lies in. */
export const placeId = (offset: number, steps: number): number => Math.min(11, Math.floor((12 * offset) / steps));

/** Half octaves of the keyboard. */
export const registerId = (pitch: number): number => Math.max(0, Math.min(15, Math.floor((pitch - 18) / 6)));

/**
 * The id of a slot's length when `left` steps of its bar remain: the nearest that leaves some, or the rest of the bar.
 */
export const lengthIdOf = (steps: number, left: number): number => {
  if (steps >= left) return 0;
  const gap = (length: number): number => (length < left ? Math.abs(length - steps) : Infinity);
  const best = SLOT_LENGTHS.reduce((near, length, i) => (gap(length) < gap(SLOT_LENGTHS[near]) ? i : near), 0);
  return gap(SLOT_LENGTHS[best]) === Infinity ? 0 : best + 1;
};

/** Steps of a slot with so many steps of its bar left. */
export const lengthOf = (id: number, left: number): number =>
  id === 0 ? left : Math.min(left, SLOT_LENGTHS[id - 1] ?? left);

/** A local key from the tonic of the piece. */
export const keyIdOf = ({ tonic, mode }: Pick<PlanSlot, 'tonic' | 'mode'>, from: number): number =>
  2 * pitchClass(tonic - from) + (mode === 'minor' ? 1 : 0);

export const keyOf = (id: number, from: number): { readonly tonic: number; readonly mode: Mode } => ({
  tonic: pitchClass((id >> 1) + from),
  mode: id % 2 === 1 ? 'minor' : 'major',
});

/** The root of a chord from a tonic; NO_DEGREE for no chord. */
export const rootIdOf = (chord: number, tonic: number): number =>
  chord < NO_CHORD ? pitchClass(chordRoot(chord) - tonic) : NO_DEGREE;

/** The chord of a root and a quality. */
export const chordOf = (rootId: number, quality: number, tonic: number): number =>
  rootId < NO_DEGREE ? pitchClass(rootId + tonic) * QUALITIES.length + quality : NO_CHORD;

/** The reference of bass and top note: the root, or the tonic without a chord. */
export const rootOrTonic = (chord: number, tonic: number): number => (chord < NO_CHORD ? chordRoot(chord) : tonic);

export const bassIdOf = (bass: number, chord: number, tonic: number): number =>
  bass === NO_BASS ? NO_DEGREE : pitchClass(bass - rootOrTonic(chord, tonic));
export const bassOf = (id: number, chord: number, tonic: number): number =>
  id === NO_DEGREE ? NO_BASS : pitchClass(id + rootOrTonic(chord, tonic));

/** A pitch class from another; NO_DEGREE for no pitch. */
export const degreeIdOf = (pitch: number, from: number): number => (pitch < 0 ? NO_DEGREE : pitchClass(pitch - from));

/** The reference of the lowest note: the bass, or the tonic without one. */
export const lowBase = (bass: number, tonic: number): number => (bass === NO_BASS ? tonic : bass);

/** The pitch of a pitch class that is nearest to another pitch, at most a tritone above it. */
const nearestPitch = (degree: number, pitch: number): number => pitch + pitchClass(degree - pitch + 5) - 5;

/** Octaves from the nearest pitch of its class to a pitch, clipped to the range. */
export const octaveIdOf = (pitch: number, before: number): number => {
  const octaves = Math.round((pitch - nearestPitch(pitch, before)) / 12);
  return Math.max(-WIDEST_OCTAVES, Math.min(WIDEST_OCTAVES, octaves)) + WIDEST_OCTAVES;
};

/** The pitch of a class in an octave counted from the pitch before. */
export const pitchOf = (degree: number, from: number, octaveId: number, before: number): number =>
  degree === NO_DEGREE ? -1 : nearestPitch(pitchClass(degree + from), before) + 12 * (octaveId - WIDEST_OCTAVES);
