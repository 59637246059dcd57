import type { TempoChange } from '../../music/piece.js';

/**
 * The piece's own tempo in bpm: the median over its ticks, i.e. half of the music is slower. A median is not moved by
 * one fermata or a slow introduction; it is taken over ticks, not seconds, so that every beat has equal weight.
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
