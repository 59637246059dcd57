import type { Note, Piece, Track } from '../../music/piece.js';
import { stepOfTick } from '../shared/grid.js';
import { otherParts } from './other-parts.js';
import { pedalMoves, type PedalMove } from './pedal-events.js';
import { DAEMON_ID, PLAYER_ID } from './piano-schema.js';

/** A note on the grid; its length stays in ticks. */
export interface PianoNote {
  readonly kind: 'note';
  readonly step: number;
  readonly pitch: number;
  readonly durationTicks: number;
  readonly velocity: number;
}

/** An event on the grid, and who plays it (`who` of piano-schema.ts). */
export type PianoEvent = (PianoNote | PedalMove) & { readonly who: number };

/** General MIDI's percussion channel: its keys are drums, not pitches. */
export const PERCUSSION_CHANNEL = 9;

/** All tracks as one piano: a key struck twice on one step is one note, with the greater length and velocity. */
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

/** Within a step the pedal comes first, so that it applies to the notes struck with it; then notes from the bass up. */
const rankOf = (event: PianoEvent): number => (event.kind === 'pedal' ? -1 : event.pitch);

const notesOf = (tracks: readonly Track[], who: number): PianoEvent[] =>
  mergeNotes(tracks.flatMap((track) => track.notes)).map((note) => ({ ...note, who }));

const pedalsOf = (tracks: readonly Track[]): PianoEvent[] =>
  pedalMoves(tracks.flatMap((track) => track.pedals).filter((pedal) => pedal.channel !== PERCUSSION_CHANNEL)).map(
    (move) => ({ ...move, who: DAEMON_ID }),
  );

/** On one key, the other part comes before the piano, so that the network knows what the piano doubles. */
const inOrder = (a: PianoEvent, b: PianoEvent): number => a.step - b.step || rankOf(a) - rankOf(b) || b.who - a.who;

/**
 * A piece as events in playing order: all tracks as one piano, or with `tellsParts` the tracks of a singer or another
 * instrument as a player's. A key struck by both at once stays two events.
 */
export const pianoEvents = (piece: Piece, tellsParts = false): PianoEvent[] => {
  const isOther = tellsParts ? otherParts(piece.tracks) : [];
  const other = piece.tracks.filter((_, i) => isOther[i]);
  const piano = piece.tracks.filter((_, i) => !isOther[i]);
  return [...pedalsOf(piano), ...notesOf(other, PLAYER_ID), ...notesOf(piano, DAEMON_ID)].sort(inOrder);
};
