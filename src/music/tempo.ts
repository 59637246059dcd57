import { lastAtOrBefore } from './last-at-or-before.js';
import { PPQ, type TempoChange } from './piece.js';

/** A tempo change and when it comes, in milliseconds from the start of the piece. */
export interface TimedTempo extends TempoChange {
  readonly atMs: number;
}

/** The tempo changes of a piece with their times, for the conversions below: built once, queried often. */
export type TempoMap = readonly TimedTempo[];

const MS_PER_MINUTE = 60_000;

const millisecondsOf = (ticks: number, bpm: number): number => (ticks * MS_PER_MINUTE) / (bpm * PPQ);
const ticksOf = (ms: number, bpm: number): number => (ms * bpm * PPQ) / MS_PER_MINUTE;

/** Computes the times of a piece's tempo changes: at least one, sorted, the first at tick 0. */
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

/**
 * The map with other tempos from `fromTick` on; earlier times do not change. `changes` are sorted and the first one, at
 * `fromTick`, begins where the old map is by then. Where it changes nothing it is left out.
 */
export const retime = (map: TempoMap, fromTick: number, changes: readonly TempoChange[]): TempoMap => {
  const kept = map.filter(({ tick }) => tick < fromTick);
  const atMs = millisecondsAtTick(map, fromTick);
  let before: TimedTempo = { tick: fromTick, bpm: changes[0].bpm, atMs };
  const added = changes.map(({ tick, bpm }) => {
    before = { tick, bpm, atMs: before.atMs + millisecondsOf(tick - before.tick, before.bpm) };
    return before;
  });
  const isSame = kept.length > 0 && kept[kept.length - 1].bpm === changes[0].bpm;
  return [...kept, ...(isSame ? added.slice(1) : added)];
};
