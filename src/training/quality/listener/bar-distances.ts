import { STEP_TICKS } from '../../../encoding/grid.js';
import { likeness, rhythmLikeness, sameKeyLikeness, type Bar } from '../bar-likeness.js';
import { mean } from '../figures.js';

/** Bars of one passage beside each other; only bars with notes count. */
type Measure = (before: Bar, bar: Bar) => number;

const isFilled = ({ length }: Bar): boolean => length > 0;

/** The mean likeness of bars to the bar so many before; 0 where there is no such pair. */
export const likenessAtDistance = (
  bars: readonly Bar[],
  distance: number,
  measure: Measure = sameKeyLikeness,
): number =>
  mean(bars.slice(distance).flatMap((bar, i) => (isFilled(bar) && isFilled(bars[i]) ? [measure(bars[i], bar)] : [])));

/** The mean over the bars of the likeness to the earlier bar that is most alike; the first bar is left out. */
export const bestEarlierLikeness = (bars: readonly Bar[], measure: Measure = sameKeyLikeness): number => {
  const filled = bars.filter(isFilled);
  return mean(filled.slice(1).map((bar, i) => Math.max(...filled.slice(0, i + 1).map((other) => measure(other, bar)))));
};

/** The likeness to the best earlier bar in any key: rhythm bounds it, so most pairs need no more. */
export const bestInAnyKey = (bars: readonly Bar[]): number => {
  const filled = bars.filter(isFilled);
  return mean(
    filled.slice(1).map((bar, i) => {
      let best = 0;
      for (const other of filled.slice(0, i + 1)) {
        if (rhythmLikeness(other, bar) > best) best = Math.max(best, likeness(other, bar));
      }
      return best;
    }),
  );
};

/** Distances, in bars, at which a passage is set beside itself. */
export const DISTANCES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/**
 * How far the likeness at the distance where a passage repeats most is above the mean over distances: music in
 * phrases repeats at some distances and not at others. After the structureness indicator of Wu and Yang (2020), on
 * bars instead of sound.
 */
export const structureness = (bars: readonly Bar[]): number => {
  const byDistance = DISTANCES.map((distance) => likenessAtDistance(bars, distance));
  return Math.max(...byDistance) - mean(byDistance);
};

/** Onsets of a bar by step of the grid. */
const pattern = (bar: Bar): ReadonlySet<number> =>
  new Set(Array.from(bar, (key) => Math.round((key >> 7) / STEP_TICKS)));

/** The mean over all pairs of bars of 1 − the share of places of the bar where only one of them has an onset (Wu and Yang 2020). */
export const groovingSimilarity = (bars: readonly Bar[], barTicks: number): number => {
  const patterns = bars.map(pattern);
  const places = barTicks / (4 * STEP_TICKS);
  const similarities = patterns.flatMap((a, i) =>
    patterns.slice(0, i).map((b) => {
      const both = [...a].filter((place) => b.has(place)).length;
      return 1 - Math.min(1, (a.size + b.size - 2 * both) / places);
    }),
  );
  return mean(similarities);
};
