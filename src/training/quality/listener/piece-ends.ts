import type { Note, Piece } from '../../../music/piece.js';
import { estimateTonic } from '../key-estimation.js';
import { quantile } from '../quantile.js';
import { onOnePiano } from './excerpt.js';
import { pitchClassCounts } from './score-view.js';

/** How a piece ends. */
export interface PieceEnd {
  /** Whether the lowest note that sounds at the end is the keynote of the last bars. */
  readonly onTonic: boolean;
  /** Whether a note of the last onset is at least twice as long as the median of all. */
  readonly hasLongLast: boolean;
}

/** The key at the end is estimated from this many notes, and at most this share of the piece. */
const LAST_NOTES = 120;

/** Twice the median counts as long. */
const LONG = 2;

const soundsAt = (tick: number) => (note: Note) => note.tick <= tick && note.tick + note.durationTicks > tick;

/** The keynote of the last notes, with extra weight for the last chord. */
const lastKeynote = (notes: readonly Note[], last: readonly Note[]): number => {
  const counts = pitchClassCounts(notes.slice(-LAST_NOTES).map(({ pitch }) => pitch));
  const all = pitchClassCounts(notes.map(({ pitch }) => pitch));
  const total = all.reduce((sum, count) => sum + count, 0);
  for (const { pitch } of last) counts[pitch % 12]++;
  return estimateTonic(counts.map((count, i) => count / LAST_NOTES + all[i] / total));
};

/** Properties of a piece's ending; undefined without notes. */
export const endOf = (piece: Piece): PieceEnd | undefined => {
  const { notes } = onOnePiano(piece);
  const lastTick = notes.at(-1)?.tick;
  if (lastTick === undefined) return undefined;
  const last = notes.filter(soundsAt(lastTick));
  const bass = Math.min(...last.map(({ pitch }) => pitch));
  const struck = notes.filter(({ tick }) => tick === lastTick);
  const longest = Math.max(...struck.map(({ durationTicks }) => durationTicks));
  const lengths = notes.map(({ durationTicks }) => durationTicks);
  return {
    onTonic: bass % 12 === lastKeynote(notes, last),
    hasLongLast: longest >= LONG * quantile(lengths, 0.5),
  };
};

/** Shares of pieces by how they end. */
export interface EndShares {
  readonly onTonic: number;
  readonly longLast: number;
}

/** Shares of endings; NaN for no pieces. */
export const endShares = (pieces: readonly Piece[]): EndShares => {
  const ends = pieces.flatMap((piece) => endOf(piece) ?? []);
  const shareOf = (test: (end: PieceEnd) => boolean): number => ends.filter(test).length / ends.length;
  return { onTonic: shareOf(({ onTonic }) => onTonic), longLast: shareOf(({ hasLongLast }) => hasLongLast) };
};
