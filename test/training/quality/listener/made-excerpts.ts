import { nextInt, seedRandom } from '../../../../src/shared/random-source.js';
import type { Note, Piece, TempoChange } from '../../../../src/music/piece.js';
import { excerptFeatures } from '../../../../src/training/quality/listener/excerpt-features.js';
import type { PedalMove } from '../../../../src/training/quality/listener/excerpt.js';
import type { ListenedPiece } from '../../../../src/training/quality/listener/hearing.js';
import { note, passageOf, pieceOf } from '../made-passages.js';

/** What is heard in the first bars of some notes in 4/4. */
export const heardIn = (
  bars: number,
  notes: readonly Note[],
  pedals: readonly PedalMove[] = [{ tick: 0, down: false }],
  tempos: readonly TempoChange[] = [{ tick: 0, bpm: 100 }],
) => {
  const { notes: written, expression } = excerptFeatures({ ...passageOf(bars, notes), pedals, tempos });
  return { ...written, ...expression };
};

/** Keys struck together. */
export const chord = (beat: number, pitches: readonly number[], beats = 1): Note[] =>
  pitches.map((pitch) => note(beat, pitch, beats));

const SCALE = [60, 62, 64, 65, 67, 69, 71, 72];
const BARS = 32;

/** A random melody over a bass of thirds, the same for the same seed. */
export const randomPiece = (seed: number, change: (notes: Note[]) => Note[] = (notes) => notes): Piece => {
  const random = seedRandom(seed);
  const notes = Array.from({ length: BARS * 4 }, (_, beat) => [
    note(beat, SCALE[nextInt(random, SCALE.length)] - 24, 1, 50 + nextInt(random, 30)),
    note(beat, SCALE[nextInt(random, SCALE.length)], 0.5, 50 + nextInt(random, 30)),
    ...(random.next() < 0.5 ? [note(beat + 0.5, SCALE[nextInt(random, SCALE.length)], 0.5, 60)] : []),
  ]).flat();
  return pieceOf(change(notes));
};

/** So many pieces from a first seed on. */
export const randomPieces = (
  count: number,
  firstSeed: number,
  change?: (notes: Note[]) => Note[],
): readonly ListenedPiece[] =>
  Array.from({ length: count }, (_, i) => ({
    piece: randomPiece(firstSeed + i, change),
    composer: i % 2 === 0 ? 'Czerny' : 'Hanon',
    work: `work ${firstSeed + i}`,
  }));

/** A second sounds above each fourth note. */
export const withClashes = (notes: Note[]): Note[] =>
  notes.flatMap((one, i) => (i % 4 === 0 ? [one, { ...one, pitch: one.pitch + 1 }] : [one]));
