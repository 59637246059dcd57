import { SILENCE } from './chorale.js';

/** What sopranos sing in the published corpus, MIDI pitches: C4 to A5. */
const LOWEST_SOPRANO = 60;
const HIGHEST_SOPRANO = 81;

const OCTAVE = 12;

/** Transpositions to try, best first: none, then octaves, then any, smaller ones first. */
const shifts: readonly number[] = [
  0,
  ...[1, 2, 3, 4, 5].flatMap((octaves) => [octaves * OCTAVE, -octaves * OCTAVE]),
  ...Array.from({ length: 66 }, (_, i) => i + 1).flatMap((semitones) => [semitones, -semitones]),
];

/** A melody moved into the soprano range. */
export interface FittedSoprano {
  readonly pitches: readonly number[];
  /** Semitones by which the whole melody was moved. */
  readonly shift: number;
  /** Whether the melody is too wide, so that single notes were moved by octaves as well. */
  readonly folded: boolean;
}

/** The octave of a pitch that lies in a soprano's range; the range is wider than an octave. */
export const inSopranoRange = (pitch: number): number => {
  const above = Math.ceil((pitch - HIGHEST_SOPRANO) / OCTAVE);
  const below = Math.ceil((LOWEST_SOPRANO - pitch) / OCTAVE);
  return pitch - OCTAVE * Math.max(0, above) + OCTAVE * Math.max(0, below);
};

/** Moves a melody (MIDI pitches, or SILENCE) into the soprano range. */
export const fitSoprano = (pitches: readonly number[]): FittedSoprano => {
  const sung = pitches.filter((pitch) => pitch !== SILENCE);
  const lowest = Math.min(...sung);
  const highest = Math.max(...sung);
  const fitting = shifts.find((by) => lowest + by >= LOWEST_SOPRANO && highest + by <= HIGHEST_SOPRANO);
  const middle = Math.round((LOWEST_SOPRANO + HIGHEST_SOPRANO - lowest - highest) / 2);
  const shift = fitting ?? middle;
  const moved = pitches.map((pitch) => (pitch === SILENCE ? SILENCE : inSopranoRange(pitch + shift)));
  return { pitches: moved, shift, folded: fitting === undefined };
};

/**
 * Whole octaves, in semitones, that bring a melody with these latest pitches into the soprano range: unchanged as long
 * as most of it still fits.
 */
export const octaveForSoprano = (pitches: readonly number[], before: number): number => {
  if (pitches.length === 0) return before;
  const middle = [...pitches].sort((a, b) => a - b)[pitches.length >> 1];
  if (middle + before >= LOWEST_SOPRANO && middle + before <= HIGHEST_SOPRANO) return before;
  return OCTAVE * Math.round(((LOWEST_SOPRANO + HIGHEST_SOPRANO) / 2 - middle) / OCTAVE);
};
