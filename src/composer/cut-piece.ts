import { lastAtOrBefore } from '../music/last-at-or-before.js';
import type { Note, PedalEvent, Piece, Track } from '../music/piece.js';

/** Changes from `fromTick` to `toTick`, relative to `fromTick`; the value in force there comes first. */
const cutChanges = <T extends { readonly tick: number }>(
  changes: readonly T[],
  fromTick: number,
  toTick: number,
): T[] =>
  changes
    .slice(lastAtOrBefore(changes, fromTick, ({ tick }) => tick))
    .filter(({ tick }) => tick < toTick)
    .map((change) => ({ ...change, tick: Math.max(0, change.tick - fromTick) }));

const cutNotes = (notes: readonly Note[], fromTick: number, toTick: number): Note[] =>
  notes
    .filter(({ tick }) => tick >= fromTick && tick < toTick)
    .map((note) => ({
      ...note,
      tick: note.tick - fromTick,
      durationTicks: Math.min(note.durationTicks, toTick - note.tick),
    }));

/** One channel's pedal: pressed at the start if it was down by then, and up at the end. */
const cutPedals = (pedals: readonly PedalEvent[], channel: number, fromTick: number, toTick: number): PedalEvent[] => {
  const own = pedals.filter((pedal) => pedal.channel === channel);
  const before = own.findLast(({ tick }) => tick < fromTick);
  const inside = own.filter(({ tick }) => tick >= fromTick && tick < toTick);
  const held = before !== undefined && before.value > 0 ? [{ ...before, tick: fromTick }] : [];
  const moves = [...held, ...inside];
  const last = moves.at(-1);
  const release = last !== undefined && last.value > 0 ? [{ ...last, tick: toTick, value: 0 }] : [];
  return [...moves, ...release].map((pedal) => ({ ...pedal, tick: pedal.tick - fromTick }));
};

const cutTrack = (track: Track, fromTick: number, toTick: number): Track => ({
  ...track,
  notes: cutNotes(track.notes, fromTick, toTick),
  pedals: [...new Set(track.pedals.map(({ channel }) => channel))]
    .flatMap((channel) => cutPedals(track.pedals, channel, fromTick, toTick))
    .sort((a, b) => a.tick - b.tick),
});

/**
 * The passage of a piece from `fromTick` up to `toTick`, as a piece of its own: notes that begin in it, cut at its end,
 * and the tempo, metre and pedal in force at its start. The pedal is up at its end.
 */
export const cutPiece = (piece: Piece, fromTick: number, toTick: number): Piece => ({
  ...piece,
  tracks: piece.tracks.map((track) => cutTrack(track, fromTick, toTick)),
  tempos: cutChanges(piece.tempos, fromTick, toTick),
  meters: cutChanges(piece.meters, fromTick, toTick),
  markers: piece.markers
    .filter(({ tick }) => tick >= fromTick && tick < toTick)
    .map((marker) => ({ ...marker, tick: marker.tick - fromTick })),
});
