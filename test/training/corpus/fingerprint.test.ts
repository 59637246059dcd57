import { describe, expect, it } from 'vitest';
import type { Note, Piece } from '../../../src/music/piece.js';
import { fingerprint, outerVoices } from '../../../src/training/corpus/fingerprint.js';

const note = (tick: number, pitch: number, channel = 0): Note => ({
  tick,
  durationTicks: 100,
  pitch,
  velocity: 80,
  channel,
});

const pieceOf = (notes: readonly Note[]): Piece => ({
  title: '',
  tracks: [{ name: '', program: 0, notes, pedals: [] }],
  tempos: [{ tick: 0, bpm: 120 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
});

const melody = [60, 64, 62, 67, 65, 69, 60, 72, 71, 55, 58];
const tune = (shift: number, tickStep: number): Piece =>
  pieceOf(melody.flatMap((pitch, i) => [note(i * tickStep, pitch + shift), note(i * tickStep + 5, 36 + shift)]));

describe('a fingerprint', () => {
  it('sees the highest and the lowest note of every chord, spread or not, without the drums', () => {
    const piece = pieceOf([note(0, 60), note(0, 64), note(10, 72), note(240, 62), note(240, 99, 9)]);
    expect(outerVoices(piece)).toEqual({ melody: [72, 62], bass: [60, 62] });
  });

  it('is the same in another key and another tempo', () => {
    expect(fingerprint(tune(5, 480))).toEqual(fingerprint(tune(0, 240)));
    expect(fingerprint(tune(0, 240)).length).toBeGreaterThan(0);
  });

  it('leaves out scales and drones, which every work has', () => {
    const scale = pieceOf(Array.from({ length: 30 }, (_, i) => note(i * 240, 40 + i)));
    expect([...fingerprint(scale)]).toEqual([]);
  });
});
