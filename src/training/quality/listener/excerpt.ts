import { tickOfStep } from '../../../encoding/shared/grid.js';
import { pianoEvents } from '../../../encoding/piano/piano-events.js';
import { trimRestruck } from '../../../encoding/piano/trim-overlaps.js';
import { lastAtOrBefore } from '../../../music/last-at-or-before.js';
import { barPositionAtTick, barTicks, meterMap, tickOfBar } from '../../../music/meter.js';
import type { Note, Piece, TempoChange } from '../../../music/piece.js';
import { passageAt, type Passage } from '../passage.js';

/** A move of the sustain pedal, in ticks from the start of the excerpt. */
export interface PedalMove {
  readonly tick: number;
  readonly down: boolean;
}

/** Some bars of a piece with their expression; ticks from the first bar line. */
export interface Excerpt extends Passage {
  /** The first one gives the pedal's state at the start. */
  readonly pedals: readonly PedalMove[];
  /** Sorted, the first at tick 0. */
  readonly tempos: readonly TempoChange[];
}

/** Bars of an excerpt. */
const LISTENED_BARS = 16;

/** Excerpts with fewer notes are ignored. */
const FEWEST_NOTES = 24;

/** Most excerpts per piece, so that long works do not outweigh short ones. */
const EXCERPTS_A_PIECE = 4;

/** A piece as one piano, whatever its tracks and resolution: onsets on the grid, no key struck twice at once. */
export const onOnePiano = (
  piece: Piece,
): { readonly notes: readonly Note[]; readonly pedals: readonly PedalMove[] } => {
  const events = pianoEvents(piece);
  return {
    notes: trimRestruck(
      events.flatMap((event) =>
        event.kind === 'note' ? [{ ...event, tick: tickOfStep(event.step), channel: 0 } satisfies Note] : [],
      ),
    ),
    pedals: events.flatMap((event) =>
      event.kind === 'pedal' ? [{ tick: tickOfStep(event.step), down: event.down }] : [],
    ),
  };
};

/** Changes from a tick on, relative to it, led by the one in force there. */
const from = <T extends { readonly tick: number }>(changes: readonly T[], startTick: number, endTick: number): T[] => {
  const first = lastAtOrBefore(changes, startTick, ({ tick }) => tick);
  return changes
    .slice(Math.max(0, first))
    .filter(({ tick }) => tick < endTick)
    .map((change) => ({ ...change, tick: Math.max(0, change.tick - startTick) }));
};

/** Where excerpts begin: bar 0, the last that fits, and evenly between. */
const startBars = (bars: number): number[] => {
  const last = bars - LISTENED_BARS;
  const count = Math.min(EXCERPTS_A_PIECE, Math.floor(bars / LISTENED_BARS));
  if (last < 0) return [];
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * last) / (count - 1))));
};

/** Excerpts of 16 bars without overlap, spread over a piece from its first bar to its last. */
export const excerptsOfPiece = (piece: Piece): Excerpt[] => {
  const { notes, pedals } = onOnePiano(piece);
  const last = notes.at(-1);
  if (!last) return [];
  const map = meterMap(piece.meters);
  const bars = barPositionAtTick(map, last.tick).bar + 1;
  const moves = [{ tick: 0, down: false }, ...pedals];
  return startBars(bars).flatMap((bar) => {
    const startTick = tickOfBar(map, bar);
    const ticksABar = barTicks(barPositionAtTick(map, startTick).meter);
    const endTick = startTick + LISTENED_BARS * ticksABar;
    const passage = passageAt(notes, startTick, LISTENED_BARS, ticksABar);
    if (passage.notes.length < FEWEST_NOTES) return [];
    return { ...passage, pedals: from(moves, startTick, endTick), tempos: from(piece.tempos, startTick, endTick) };
  });
};
