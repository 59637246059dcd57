import type { Note, Piece } from './piece.js';

/** All notes of a piece, sorted by tick, then pitch; notes that agree in both keep the order of their tracks. */
export const pieceNotes = ({ tracks }: Piece): readonly Note[] =>
  tracks.flatMap(({ notes }) => notes).sort((a, b) => a.tick - b.tick || a.pitch - b.pitch);

/** The tick on which the last note ends; 0 for a piece without notes. */
export const endTick = ({ tracks }: Pick<Piece, 'tracks'>): number =>
  tracks.reduce(
    (latest, { notes }) => notes.reduce((end, { tick, durationTicks }) => Math.max(end, tick + durationTicks), latest),
    0,
  );
