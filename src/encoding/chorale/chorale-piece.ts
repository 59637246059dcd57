import { PPQ, type Note, type Piece, type Track } from '../../music/piece.js';
import { SILENCE, VOICES, type Chorale } from './chorale.js';

const SIXTEENTH_TICKS = PPQ / 4;

/** One dynamic for all: the corpus has none. */
const VELOCITY = 80;

/** General MIDI's church organ: it holds a note for as long as the singers do. */
const ORGAN_PROGRAM = 19;

/** The notes of one voice, on the channel of its number: equal pitches in a row are one held note. */
export const voiceNotes = (chorale: Chorale, voice: number, velocity: number, fromTick = 0): Note[] => {
  const notes: Note[] = [];
  let from = 0;
  for (let step = 1; step <= chorale.length; step++) {
    const pitch = chorale[from][voice];
    if (step < chorale.length && chorale[step][voice] === pitch) continue;
    const durationTicks = (step - from) * SIXTEENTH_TICKS;
    if (pitch !== SILENCE) {
      notes.push({ tick: fromTick + from * SIXTEENTH_TICKS, durationTicks, pitch, velocity, channel: voice });
    }
    from = step;
  }
  return notes;
};

/** A voice as an organ track. */
export const voiceTrack = (voice: number, notes: readonly Note[]): Track => ({
  name: VOICES[voice],
  program: ORGAN_PROGRAM,
  notes,
  pedals: [],
});

/** A chorale as a piece in 4/4 with a track and a channel for each voice, from the soprano down. */
export const choralePiece = (chorale: Chorale, bpm: number, title = ''): Piece => ({
  title,
  tracks: VOICES.map((_, voice) => voiceTrack(voice, voiceNotes(chorale, voice, VELOCITY))),
  tempos: [{ tick: 0, bpm }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
});
