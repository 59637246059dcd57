import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeMidi } from '../../src/music/midi/write-midi.js';
import type { Piece } from '../../src/music/piece.js';
import { nextInt, seedRandom } from '../../src/shared/random-source.js';

/** A walk over the white keys in eighths, another for each seed: music enough to learn from, and no two alike. */
export const madePiece = (seed: number, noteCount: number): Piece => {
  const random = seedRandom(seed);
  const scale = [0, 2, 4, 5, 7, 9, 11];
  let degree = 7 + nextInt(random, 14);
  const notes = Array.from({ length: noteCount }, (_, i) => {
    degree = Math.min(30, Math.max(0, degree + nextInt(random, 7) - 3));
    return {
      tick: i * 240,
      durationTicks: 240,
      pitch: 36 + 12 * Math.floor(degree / 7) + scale[degree % 7],
      velocity: i % 4 === 0 ? 90 : 70,
      channel: 0,
    };
  });
  return {
    title: `Walk ${seed}`,
    tracks: [{ name: '', program: 0, notes, pedals: [] }],
    tempos: [{ tick: 0, bpm: 100 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    markers: [],
  };
};

/** Writes a file below `folder`, making the folders on the way. */
export const put = async (folder: string, name: string, content: Uint8Array | string): Promise<void> => {
  await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
  await writeFile(path.join(folder, name), content);
};

/** Writes a made piece for each name, each another. */
export const putPieces = async (folder: string, names: readonly string[], noteCount: number): Promise<void> => {
  for (const [i, name] of names.entries()) await put(folder, name, writeMidi(madePiece(i + 1, noteCount)));
};
