import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endTick, pieceNotes } from '../../src/music/piece-notes.js';
import { arbitraryPiece } from './arbitraries.js';

describe('the notes of a piece', () => {
  it('are all notes of all voices, low before high at one tick', () => {
    fc.assert(
      fc.property(arbitraryPiece, (piece) => {
        const notes = pieceNotes(piece);
        expect(notes).toHaveLength(piece.tracks.reduce((count, track) => count + track.notes.length, 0));
        const places = notes.map(({ tick, pitch }) => tick * 128 + pitch);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  it('end where the longest ends, not the last', () => {
    const note = { pitch: 60, velocity: 64, channel: 0 };
    const notes = [
      { ...note, tick: 0, durationTicks: 1920 },
      { ...note, tick: 480, durationTicks: 480 },
    ];
    const silence = { title: '', tracks: [], tempos: [], meters: [], markers: [] };
    expect(endTick({ ...silence, tracks: [{ name: '', program: 0, notes, pedals: [] }] })).toBe(1920);
    expect(endTick(silence)).toBe(0);
  });
});
