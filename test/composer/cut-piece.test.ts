import { describe, expect, it } from 'vitest';
import { cutPiece } from '../../src/composer/cut-piece.js';
import type { Note, PedalEvent, Piece } from '../../src/music/piece.js';

const note = (tick: number, durationTicks: number): Note => ({
  tick,
  durationTicks,
  pitch: 60,
  velocity: 64,
  channel: 0,
});
const pedal = (tick: number, value: number): PedalEvent => ({ tick, value, channel: 0 });

const piece = (notes: readonly Note[], pedals: readonly PedalEvent[] = []): Piece => ({
  title: 'whole',
  tracks: [{ name: 'Piano', program: 0, notes, pedals }],
  tempos: [
    { tick: 0, bpm: 60 },
    { tick: 900, bpm: 90 },
    { tick: 2000, bpm: 120 },
    { tick: 4000, bpm: 30 },
  ],
  meters: [
    { tick: 0, numerator: 4, denominator: 4 },
    { tick: 960, numerator: 3, denominator: 4 },
  ],
  markers: [{ tick: 1000, text: 'here' }],
});

describe('a passage of a piece', () => {
  it('has the notes that begin in it, none beyond its end', () => {
    const cut = cutPiece(piece([note(0, 5000), note(960, 10), note(2000, 5000), note(3840, 10)]), 960, 3840);
    expect(cut.tracks[0].notes).toEqual([note(0, 10), note(1040, 1840)]);
  });

  it('begins in the tempo and metre that hold there', () => {
    const cut = cutPiece(piece([]), 960, 3840);
    expect(cut.tempos).toEqual([
      { tick: 0, bpm: 90 },
      { tick: 1040, bpm: 120 },
    ]);
    expect(cut.meters).toEqual([{ tick: 0, numerator: 3, denominator: 4 }]);
    expect(cut.markers).toEqual([{ tick: 40, text: 'here' }]);
  });

  it('presses a pedal held over from before, and lets it go at the end', () => {
    const cut = cutPiece(piece([], [pedal(100, 127), pedal(2000, 0), pedal(2100, 127)]), 960, 3840);
    expect(cut.tracks[0].pedals).toEqual([pedal(0, 127), pedal(1040, 0), pedal(1140, 127), pedal(2880, 0)]);
  });

  it('leaves the pedal alone where it is up', () => {
    const cut = cutPiece(piece([], [pedal(100, 127), pedal(800, 0)]), 960, 3840);
    expect(cut.tracks[0].pedals).toEqual([]);
  });
});
