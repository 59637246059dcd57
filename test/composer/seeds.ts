import { encodePiece, type EncodedPiece } from '../../src/encoding/piano/encode-piece.js';
import { PPQ, type Note, type Piece } from '../../src/music/piece.js';

/** Quarter notes going up from middle C, one on each beat, as a piece. */
export const scalePiece = (numerator: number, denominator: number, bars: number): Piece => {
  const beats = Math.floor((numerator * 4 * bars) / denominator);
  const notes = Array.from({ length: beats }, (_, i): Note => ({
    tick: i * PPQ,
    durationTicks: PPQ,
    pitch: 60 + (i % 12),
    velocity: 64,
    channel: 0,
  }));
  return {
    title: 'scale',
    tracks: [{ name: 'Piano', program: 0, notes, pedals: [] }],
    tempos: [{ tick: 0, bpm: 120 }],
    meters: [{ tick: 0, numerator, denominator }],
    markers: [],
  };
};

/** The same, encoded: two bars to go on from. */
export const scaleSeed = (numerator = 4, denominator = 4): EncodedPiece =>
  encodePiece(scalePiece(numerator, denominator, 2));
