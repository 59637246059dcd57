import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { hasDynamics, shiftVelocities } from '../../../src/encoding/piano/dynamics.js';
import { idAt } from '../../../src/encoding/piano/row-timeline.js';
import type { Piece } from '../../../src/music/piece.js';

const scale = (velocities: readonly number[]): Piece => ({
  title: '',
  tracks: [
    {
      name: '',
      program: 0,
      notes: velocities.map((velocity, i) => ({
        tick: 480 * i,
        durationTicks: 480,
        pitch: 60 + i,
        velocity,
        channel: 0,
      })),
      pedals: [{ tick: 0, channel: 0, value: 127 }],
    },
  ],
  tempos: [{ tick: 0, bpm: 120 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
});

const velocities = (piece: Piece, bins: number): number[] => {
  const louder = shiftVelocities(encodePiece(piece), bins);
  return Array.from({ length: louder.length - 2 }, (_, i) => idAt(louder, i + 2, 'velocity'));
};

describe('loudness', () => {
  it('moves every velocity alike and leaves the pedal alone', () => {
    expect(velocities(scale([40, 60, 80]), 0)).toEqual([10, 15, 20]);
    expect(velocities(scale([40, 60, 80]), 3)).toEqual([13, 18, 23]);
    expect(idAt(shiftVelocities(encodePiece(scale([40])), 3), 1, 'velocity')).toBe(32);
  });

  it('stops at the softest and the loudest', () => {
    expect(velocities(scale([1, 60, 127]), 40)).toEqual([31, 31, 31]);
    expect(velocities(scale([1, 60, 127]), -40)).toEqual([0, 0, 0]);
  });

  it('knows dynamics from one velocity throughout', () => {
    expect(hasDynamics(encodePiece(scale([40, 60, 80])))).toBe(true);
    expect(hasDynamics(encodePiece(scale([64, 64, 64])))).toBe(false);
  });
});
