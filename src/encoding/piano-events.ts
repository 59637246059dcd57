import type { Note, Piece } from '../music/piece.js';
import { stepOfTick } from './grid.js';
import { pedalMoves, type PedalMove } from './pedal-moves.js';

/** A note on the grid; its length keeps its ticks. */
export interface PianoNote {
  readonly kind: 'note';
  readonly step: number;
  readonly pitch: number;
  readonly durationTicks: number;
  readonly velocity: number;
}

export type PianoEvent = PianoNote | PedalMove;

/** General MIDI's percussion channel: its keys are drums, not pitches. */
export const PERCUSSION_CHANNEL = 9;

/** All tracks as one piano: a key struck twice on one step is one note, with the longer length and louder velocity. */
export const mergeNotes = (notes: readonly Note[]): PianoNote[] => {
  const byPlace = new Map<number, PianoNote>();
  for (const { tick, pitch, durationTicks, velocity, channel } of notes) {
    if (channel === PERCUSSION_CHANNEL) continue;
    const step = stepOfTick(tick);
    const place = step * 128 + pitch;
    const other = byPlace.get(place);
    byPlace.set(place, {
      kind: 'note',
      step,
      pitch,
      durationTicks: Math.max(durationTicks, other?.durationTicks ?? 0),
      velocity: Math.max(velocity, other?.velocity ?? 0),
    });
  }
  return [...byPlace.values()];
};

/** Within a step the pedal moves first, so that it holds or frees what is struck with it; then notes from the bass up. */
const rankOf = (event: PianoEvent): number => (event.kind === 'pedal' ? -1 : event.pitch);

/** A piece as one piano's events in playing order. */
export const pianoEvents = (piece: Piece): PianoEvent[] => {
  const notes = mergeNotes(piece.tracks.flatMap((track) => track.notes));
  const pedals = pedalMoves(
    piece.tracks.flatMap((track) => track.pedals).filter((pedal) => pedal.channel !== PERCUSSION_CHANNEL),
  );
  return [...pedals, ...notes].sort((a, b) => a.step - b.step || rankOf(a) - rankOf(b));
};
