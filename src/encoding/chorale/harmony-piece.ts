import { PPQ, type Note, type Piece } from '../../music/piece.js';
import { voiceNotes, voiceTrack } from './chorale-piece.js';
import { VOICES, type Chorale } from './chorale.js';
import type { FittedSoprano } from './fit-vocal-range.js';
import { SILENCE } from './chorale.js';
import type { SopranoLine } from './soprano-line.js';

const OCTAVE = 12;
const SIXTEENTH_TICKS = PPQ / 4;

/** A pitch moved back to where the melody was before fitting; pitches beyond MIDI's range stay an octave inside. */
const movedBack = (pitch: number, shift: number): number => {
  if (pitch === SILENCE) return SILENCE;
  const back = pitch - shift;
  return back < 0
    ? back + OCTAVE * Math.ceil(-back / OCTAVE)
    : back > 127
      ? back - OCTAVE * Math.ceil((back - 127) / OCTAVE)
      : back;
};

/** Notes of the harmony where they belong in the melody, whose long rests were cut. */
const afterCuts = (notes: readonly Note[], cuts: SopranoLine['cuts'], fromTick: number): readonly Note[] =>
  notes.map((note) => {
    const cutSteps = cuts.reduce((sum, { fromStep, steps }) => {
      return fromStep * SIXTEENTH_TICKS <= note.tick ? sum + steps : sum;
    }, 0);
    return { ...note, tick: note.tick + fromTick + cutSteps * SIXTEENTH_TICKS };
  });

/**
 * The original melody on the grid and three voices below it, in the tempo and metre of its piece: a track and a channel
 * for each voice, from the soprano down.
 */
export const harmonyPiece = (
  { tempos, meters }: Piece,
  { fromTick, notes, cuts }: SopranoLine,
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
      voiceTrack(voice, voice === 0 ? soprano : afterCuts(voiceNotes(chorale, voice, velocity), cuts, fromTick)),
    ),
    tempos,
    meters,
    markers: [],
  };
};
