import { PPQ, type Note, type Piece } from '../../../src/music/piece.js';
import { openingOf, type Passage } from '../../../src/training/quality/passage.js';

/** A note by its beat, pitch and length in beats. */
export const note = (beat: number, pitch: number, beats = 1, velocity = 64): Note => ({
  tick: Math.round(beat * PPQ),
  pitch,
  durationTicks: Math.round(beats * PPQ),
  velocity,
  channel: 0,
});

/** Notes as a piece in 4/4, or in other metres from given beats on. */
export const pieceOf = (
  notes: readonly Note[],
  meters: readonly { readonly beat: number; readonly numerator: number }[] = [{ beat: 0, numerator: 4 }],
): Piece => ({
  title: '',
  tracks: [{ name: '', program: 0, notes, pedals: [] }],
  tempos: [{ tick: 0, bpm: 100 }],
  meters: meters.map(({ beat, numerator }) => ({ tick: beat * PPQ, numerator, denominator: 4 })),
  markers: [],
});

/** The first bars of some notes in 4/4. */
export const passageOf = (bars: number, notes: readonly Note[]): Passage => openingOf(pieceOf(notes), bars);

/** A bar of quarters, as many as there are pitches. */
export const quarters = (bar: number, pitches: readonly number[]): Note[] =>
  pitches.map((pitch, i) => note(4 * bar + i, pitch));
