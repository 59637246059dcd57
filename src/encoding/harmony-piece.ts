import type { Piece } from '../music/piece.js';
import { voiceNotes, voiceTrack } from './chorale-piece.js';
import { VOICES, type Chorale } from './chorale.js';
import type { FittedSoprano } from './soprano-fit.js';
import { SILENCE } from './chorale.js';
import type { SopranoLine } from './soprano-line.js';

const OCTAVE = 12;

/** A pitch where it was before the melody was fitted; what would leave MIDI's keys stays an octave inside. */
const movedBack = (pitch: number, shift: number): number => {
  if (pitch === SILENCE) return SILENCE;
  const back = pitch - shift;
  return back < 0
    ? back + OCTAVE * Math.ceil(-back / OCTAVE)
    : back > 127
      ? back - OCTAVE * Math.ceil((back - 127) / OCTAVE)
      : back;
};

/**
 * The melody as it was given, on the grid, and three voices below it, in the tempo and metre of its piece: a track
 * and a channel for each voice, from the soprano down.
 */
export const harmonyPiece = (
  { tempos, meters }: Piece,
  { fromTick, notes }: SopranoLine,
  { shift }: Pick<FittedSoprano, 'shift'>,
  fitted: Chorale,
  title: string,
): Piece => {
  const chorale = fitted.map((step) => step.map((pitch) => movedBack(pitch, shift)));
  const velocity = Math.round(notes.reduce((sum, note) => sum + note.velocity, 0) / notes.length);
  const soprano = notes.map((note) => ({ ...note, channel: 0 }));
  return {
    title,
    tracks: VOICES.map((_, voice) =>
      voiceTrack(voice, voice === 0 ? soprano : voiceNotes(chorale, voice, velocity, fromTick)),
    ),
    tempos,
    meters,
    markers: [],
  };
};
