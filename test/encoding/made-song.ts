import { nextInt, seedRandom } from '../../src/shared/random-source.js';
import type { Note, Piece } from '../../src/music/piece.js';

const note = (tick: number, pitch: number, velocity: number, durationTicks = 240, channel = 0): Note => ({
  ...{ tick, pitch, velocity, durationTicks, channel },
});

const TUNE: readonly number[] = [72, 74, 76, 77, 79, 77, 76, 74];

/** A walk of so many keys, another for each seed. */
export const madeTune = (seed: number, length: number): readonly number[] => {
  const random = seedRandom(seed);
  return Array.from({ length }, () => 65 + nextInt(random, 16));
};

/** So many bars of a voice in quarters above a piano that doubles every second of them, in eighths. */
export const madeSong = (bars = 2, tune = TUNE): Piece => {
  const beats = Array.from({ length: 4 * bars }, (_, beat) => beat);
  const pitchAt = (beat: number): number => tune[beat % tune.length];
  return {
    title: 'Song',
    tracks: [
      {
        name: 'Voice',
        program: 52,
        notes: beats.map((beat) => note(480 * beat, pitchAt(beat), 100, 480, 1)),
        pedals: [],
      },
      {
        name: 'Piano right hand',
        program: 0,
        notes: beats.flatMap((beat) => [
          note(480 * beat, beat % 2 === 0 ? pitchAt(beat) : 64, 60),
          note(480 * beat + 240, 67, 50),
        ]),
        pedals: [{ tick: 0, channel: 0, value: 127 }],
      },
      {
        name: 'Piano left hand',
        program: 0,
        notes: beats.map((beat) => note(480 * beat, 48, 55)),
        pedals: [],
      },
    ],
    tempos: [
      { tick: 0, bpm: 100 },
      { tick: 960, bpm: 80 },
    ],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    markers: [],
  };
};
