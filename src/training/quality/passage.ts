import { barPositionAtTick, barTicks, meterMap, tickOfBar } from '../../music/meter.js';
import type { Note, Piece } from '../../music/piece.js';
import { pieceNotes } from '../../music/piece-notes.js';

/** Some whole bars of music, counted from their own start. */
export interface Passage {
  /** By tick, then pitch; ticks from the first bar line on. A note ends with the passage at the latest. */
  readonly notes: readonly Note[];
  readonly bars: number;
  /** Of the metre at the start, which holds for the whole passage. */
  readonly barTicks: number;
}

/** Which passages of a piece to take. */
export interface PassageShape {
  readonly bars: number;
  /** From the start of one to that of the next; fewer than `bars` makes them overlap. */
  readonly hopBars: number;
  /** Passages with fewer notes are left out. */
  readonly minimumNotes: number;
}

/** Some bars from a tick on, of notes by tick, then pitch. */
export const passageAt = (notes: readonly Note[], startTick: number, bars: number, ticksABar: number): Passage => {
  const endTick = startTick + bars * ticksABar;
  return {
    bars,
    barTicks: ticksABar,
    notes: notes
      .filter(({ tick }) => tick >= startTick && tick < endTick)
      .map((note) => ({
        ...note,
        tick: note.tick - startTick,
        durationTicks: Math.min(note.durationTicks, endTick - note.tick),
      })),
  };
};

/** The first bars of a piece, whether or not it has so many. */
export const openingOf = (piece: Piece, bars: number): Passage =>
  passageAt(pieceNotes(piece), 0, bars, barTicks(piece.meters[0]));

/** Passages of whole bars in the order of the piece; one that would reach beyond the bar of the last onset is left out. */
export const passagesOf = (piece: Piece, { bars, hopBars, minimumNotes }: PassageShape): Passage[] => {
  const notes = pieceNotes(piece);
  const last = notes.at(-1);
  if (!last) return [];
  const map = meterMap(piece.meters);
  const endBar = barPositionAtTick(map, last.tick).bar + 1;
  const endTick = tickOfBar(map, endBar);
  const found: Passage[] = [];
  for (let bar = 0; bar < endBar; bar += hopBars) {
    const startTick = tickOfBar(map, bar);
    const ticksABar = barTicks(barPositionAtTick(map, startTick).meter);
    if (startTick + bars * ticksABar > endTick) continue;
    const passage = passageAt(notes, startTick, bars, ticksABar);
    if (passage.notes.length >= minimumNotes) found.push(passage);
  }
  return found;
};

/** A passage cut into shorter ones, one after the other; a rest at the end is left out. */
export const shorter = (passage: Passage, bars: number): Passage[] =>
  Array.from({ length: Math.floor(passage.bars / bars) }, (_, i) =>
    passageAt(passage.notes, i * bars * passage.barTicks, bars, passage.barTicks),
  );
