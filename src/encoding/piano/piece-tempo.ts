import { PPQ, type TempoChange } from '../../music/piece.js';

/**
 * The piece's own tempo in bpm: the median over its ticks, i.e. half of the music is slower. A median, since one
 * fermata or a slow introduction must not move it; by ticks, not by seconds, since every beat counts alike.
 */
export const baseBpm = (tempos: readonly TempoChange[], endTick: number): number => {
  const stretches = tempos
    .map(({ tick, bpm }, i) => ({
      bpm,
      ticks: Math.min(endTick, i + 1 < tempos.length ? tempos[i + 1].tick : endTick) - tick,
    }))
    .filter(({ ticks }) => ticks > 0)
    .sort((a, b) => a.bpm - b.bpm);
  const half = stretches.reduce((sum, { ticks }) => sum + ticks, 0) / 2;
  let passed = 0;
  for (const { bpm, ticks } of stretches) {
    passed += ticks;
    if (passed >= half) return bpm;
  }
  return tempos[0].bpm;
};

/** The constant tempo that takes as long from `fromTick` to `toTick` as the tempo map does. */
export type TempoAverage = (fromTick: number, toTick: number) => number;

/** Averages of a tempo map; fast when asked in rising order of ticks. Here alone this layer turns ticks into time. */
export const averageTempo = (tempos: readonly TempoChange[]): TempoAverage => {
  const minutesAtChange: number[] = [0];
  for (let i = 1; i < tempos.length; i++) {
    minutesAtChange.push(minutesAtChange[i - 1] + (tempos[i].tick - tempos[i - 1].tick) / PPQ / tempos[i - 1].bpm);
  }
  let at = 0;
  const minutes = (tick: number): number => {
    while (at > 0 && tempos[at].tick > tick) at--;
    while (at + 1 < tempos.length && tempos[at + 1].tick <= tick) at++;
    return minutesAtChange[at] + (tick - tempos[at].tick) / PPQ / tempos[at].bpm;
  };
  return (fromTick, toTick) => (toTick - fromTick) / PPQ / (minutes(toTick) - minutes(fromTick));
};
