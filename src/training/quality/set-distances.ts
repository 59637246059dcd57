import { quantile } from './quantile.js';

const shares = (counts: readonly number[]): number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / (total || 1));
};

const divergence = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, share, i) => (share > 0 ? sum + share * Math.log2(share / q[i]) : sum), 0);

/** Jensen–Shannon divergence of two histograms in bits: 0 for equal ones, 1 for those that share nothing. */
export const jensenShannon = (a: readonly number[], b: readonly number[]): number => {
  const [p, q] = [shares(a), shares(b)];
  const middle = p.map((share, i) => (share + q[i]) / 2);
  return (divergence(p, middle) + divergence(q, middle)) / 2;
};

/** Counts added bin by bin. */
export const addCounts = (histograms: readonly (readonly number[])[]): number[] =>
  (histograms.at(0) ?? []).map((_, bin) => histograms.reduce((sum, counts) => sum + counts[bin], 0));

/** The middle nine tenths of some values. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export const middleRange = (values: readonly number[]): ValueRange => ({
  low: quantile(values, 0.05),
  high: quantile(values, 0.95),
});

/** The share of values that lie in a range, its ends included, 0–1. */
export const shareInside = (values: readonly number[], { low, high }: ValueRange): number =>
  values.filter((value) => value >= low && value <= high).length / values.length;

const deviation = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

/** A smoothed density of some values at a point: Gaussian kernels with a width by Scott's rule. */
const densityOf =
  (values: readonly number[], width: number) =>
  (place: number): number =>
    values.reduce((sum, value) => sum + Math.exp(-0.5 * ((place - value) / width) ** 2), 0) /
    (values.length * width * Math.sqrt(2 * Math.PI));

const PLACES = 256;

/**
 * The overlap of two sets of values, 0–1, after smoothing: the area under both densities, as in Yang and Lerch (2020),
 * who use pairwise distances instead of the values themselves. Both are smoothed with the narrower kernel.
 */
export const overlapArea = (a: readonly number[], b: readonly number[]): number => {
  const all = [...a, ...b];
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const scott = Math.min(...[a, b].map((values) => deviation(values) * values.length ** -0.2));
  const width = Math.max(scott, (highest - lowest) / 64, 1e-6);
  const [p, q] = [densityOf(a, width), densityOf(b, width)];
  const low = lowest - 4 * width;
  const step = (highest - lowest + 8 * width) / PLACES;
  return Array.from({ length: PLACES }, (_, i) => low + (i + 0.5) * step).reduce(
    (area, place) => area + Math.min(p(place), q(place)) * step,
    0,
  );
};
