import { lastAtOrBefore } from './last-at-or-before.js';
import { PPQ, type TempoChange } from './piece.js';

/** A tempo change and when it comes, in milliseconds from the start of the piece. */
export interface TimedTempo extends TempoChange {
  readonly atMs: number;
}

/** The tempo changes of a piece with their times, for the conversions below: made once, asked often. */
export type TempoMap = readonly TimedTempo[];

const MS_PER_MINUTE = 60_000;

const millisecondsOf = (ticks: number, bpm: number): number => (ticks * MS_PER_MINUTE) / (bpm * PPQ);
const ticksOf = (ms: number, bpm: number): number => (ms * bpm * PPQ) / MS_PER_MINUTE;

/** Times the tempos of a Piece: at least one, sorted, the first at tick 0. */
export const tempoMap = (tempos: readonly TempoChange[]): TempoMap => {
  let before: TimedTempo | undefined;
  return tempos.map(({ tick, bpm }) => {
    const atMs = before === undefined ? 0 : before.atMs + millisecondsOf(tick - before.tick, before.bpm);
    before = { tick, bpm, atMs };
    return before;
  });
};

/** When a tick sounds, in milliseconds from the start of the piece. Ticks may be fractions. */
export const millisecondsAtTick = (map: TempoMap, tick: number): number => {
  const tempo = map[lastAtOrBefore(map, tick, (change) => change.tick)];
  return tempo.atMs + millisecondsOf(tick - tempo.tick, tempo.bpm);
};

/** The tick that sounds at a time, a fraction in general: the inverse of `millisecondsAtTick`. */
export const tickAtMilliseconds = (map: TempoMap, atMs: number): number => {
  const tempo = map[lastAtOrBefore(map, atMs, (change) => change.atMs)];
  return tempo.tick + ticksOf(atMs - tempo.atMs, tempo.bpm);
};
