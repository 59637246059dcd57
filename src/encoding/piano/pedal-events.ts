import type { PedalEvent } from '../../music/piece.js';
import { stepOfTick } from '../shared/grid.js';

/** A press or release of the sustain pedal on the grid. */
export interface PedalMove {
  readonly kind: 'pedal';
  readonly step: number;
  readonly down: boolean;
}

/** Controller values from here on count as down (MIDI 1.0). */
const DOWN_FROM = 64;

/** Crossings of the threshold in time order; the piano's pedal is down while any channel's is. */
const crossings = (pedals: readonly PedalEvent[]): PedalMove[] => {
  const channelsDown = new Set<number>();
  const moves: PedalMove[] = [];
  for (const { tick, channel, value } of [...pedals].sort((a, b) => a.tick - b.tick)) {
    const wasDown = channelsDown.size > 0;
    if (value >= DOWN_FROM) channelsDown.add(channel);
    else channelsDown.delete(channel);
    const down = channelsDown.size > 0;
    if (down !== wasDown) moves.push({ kind: 'pedal', step: stepOfTick(tick), down });
  }
  return moves;
};

/**
 * Reduces one step's crossings, which alternate: up-and-down is kept because it damps the strings; down-and-up is
 * dropped because it is inaudible; of more, only the last or last two count.
 */
const resolveSettings = (moves: readonly PedalMove[]): readonly PedalMove[] => {
  if (moves.length % 2 === 1) return moves.slice(-1);
  return moves[moves.length - 1].down ? moves.slice(-2) : [];
};

/** The pedal moves of a piece, in playing order, at most two to a step. */
export const pedalMoves = (pedals: readonly PedalEvent[]): PedalMove[] => {
  const byStep = new Map<number, PedalMove[]>();
  for (const move of crossings(pedals)) {
    const together = byStep.get(move.step);
    if (together) together.push(move);
    else byStep.set(move.step, [move]);
  }
  return [...byStep.values()].flatMap(resolveSettings);
};
