import { STEP_TICKS } from '../../../encoding/shared/grid.js';
import { likeness, rhythmSimilarity, sameKeySimilarity, type Bar } from '../bar-similarity.js';
import { mean } from '../figures.js';

/** Similarity of each bar to each earlier one, 0–1; rows and columns are bars in order, including empty ones. */
export type BarLikenesses = readonly (readonly number[])[];

const betweenBars = (bars: readonly Bar[], measure: (before: Bar, bar: Bar) => number): BarLikenesses =>
  bars.map((bar, i) => bars.slice(0, i).map((other) => measure(other, bar)));

/** Similarities of the bars of a passage. */
export interface ComparedBars {
  readonly bars: readonly Bar[];
  readonly sameKey: BarLikenesses;
  readonly rhythm: BarLikenesses;
}

/** Compares all bars of a passage. */
export const compareBars = (bars: readonly Bar[]): ComparedBars => ({
  bars,
  sameKey: betweenBars(bars, sameKeySimilarity),
  rhythm: betweenBars(bars, rhythmSimilarity),
});

/** The mean similarity of bars to the bar at a distance before, where both have notes; 0 without such pairs. */
export const likenessAtDistance = (bars: readonly Bar[], likenesses: BarLikenesses, distance: number): number =>
  mean(
    bars
      .slice(distance)
      .flatMap((bar, i) => (bar.length > 0 && bars[i].length > 0 ? [likenesses[i + distance][i]] : [])),
  );

/** The same for similarity in any key. */
export const anyKeyLikenessAtDistance = (bars: readonly Bar[], distance: number): number =>
  mean(
    bars.slice(distance).flatMap((bar, i) => (bar.length > 0 && bars[i].length > 0 ? [likeness(bars[i], bar)] : [])),
  );

/** The mean similarity of bars with notes to their most similar earlier bar; the first bar is left out. */
export const bestEarlierLikeness = (bars: readonly Bar[], likenesses: BarLikenesses): number =>
  mean(
    bars.flatMap((bar, i) => {
      const before = likenesses[i].filter((_, j) => bars[j].length > 0);
      return bar.length === 0 || before.length === 0 ? [] : [Math.max(...before)];
    }),
  );

/** The same in any key; the rhythm's upper bound settles most pairs. */
export const bestInAnyKey = ({ bars, rhythm }: ComparedBars): number =>
  mean(
    bars.flatMap((bar, i) => {
      const earlier = [...bars.keys()].slice(0, i).filter((j) => bars[j].length > 0);
      if (bar.length === 0 || earlier.length === 0) return [];
      let best = 0;
      for (const j of earlier.sort((a, b) => rhythm[i][b] - rhythm[i][a])) {
        if (rhythm[i][j] <= best) break;
        best = Math.max(best, likeness(bars[j], bar));
      }
      return [best];
    }),
  );

/** Distances, in bars, at which a passage is compared with itself. */
const DISTANCES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/**
 * Similarity at the distance where a passage repeats most, minus the mean over distances: music in phrases repeats at
 * some distances and not at others. After the structureness indicator of Wu and Yang (2020), on bars instead of sound.
 */
export const structureness = ({ bars, sameKey }: ComparedBars): number => {
  const byDistance = DISTANCES.map((distance) => likenessAtDistance(bars, sameKey, distance));
  return Math.max(...byDistance) - mean(byDistance);
};

/** Sixteenths: where only one of two bars has an onset, the groove differs. */
const PLACE_TICKS = 12 * STEP_TICKS;

/**
 * The mean over all pairs of bars of 1 − the share of sixteenths of the bar in which only one of them has an onset
 * (Wu and Yang 2020).
 */
export const groovingSimilarity = (bars: readonly Bar[], barTicks: number): number => {
  const places = Math.max(1, Math.round(barTicks / PLACE_TICKS));
  const patterns = bars.map((bar) => {
    const pattern = new Uint8Array(places);
    for (const key of bar) pattern[Math.min(places - 1, Math.round((key >> 7) / PLACE_TICKS))] = 1;
    return pattern;
  });
  const similarities = patterns.flatMap((a, i) =>
    patterns.slice(0, i).map((b) => 1 - a.reduce((sum, onset, place) => sum + (onset ^ b[place]), 0) / places),
  );
  return mean(similarities);
};
