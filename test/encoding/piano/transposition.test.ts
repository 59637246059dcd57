import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { transposeSequence, transpositionRange } from '../../../src/encoding/piano/transposition.js';
import type { Piece } from '../../../src/music/piece.js';
import { pieceOf, randomPiece } from '../random-pieces.js';

const higher = (piece: Piece, semitones: number): Piece => ({
  ...piece,
  tracks: piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.map((note) => (note.channel === 9 ? note : { ...note, pitch: note.pitch + semitones })),
  })),
});

describe('transposition', () => {
  it('commutes with encoding', () => {
    fc.assert(
      fc.property(randomPiece, fc.nat(), (piece, seed) => {
        const sequence = encodePiece(piece);
        const { down, up } = transpositionRange(sequence);
        const semitones = down + (seed % (up - down + 1));
        const { length, ids } = encodePiece(higher(piece, semitones));
        expect(transposeSequence(sequence, semitones)).toEqual({ length, ids });
      }),
    );
  });

  it('may go down to A0 and up to C8', () => {
    const sequence = encodePiece(pieceOf([{ pitch: 24 }, { tick: 480, pitch: 96 }]));
    expect(transpositionRange(sequence)).toEqual({ down: -3, up: 12 });
    expect(() => transposeSequence(sequence, 13)).toThrow('may move by -3 to 12 semitones');
  });

  it('leaves music beyond the piano where it is, on that side', () => {
    expect(transpositionRange(encodePiece(pieceOf([{ pitch: 12 }, { tick: 480, pitch: 107 }])))).toEqual({
      down: 0,
      up: 1,
    });
  });

  it('leaves the pedal alone', () => {
    const pedals = [{ tick: 0, channel: 0, value: 127 }];
    const sequence = encodePiece(pieceOf([{ pitch: 60 }], { pedals }));
    const { ids } = encodePiece(pieceOf([{ pitch: 65 }], { pedals }));
    expect(transposeSequence(sequence, 5).ids).toEqual(ids);
  });
});
