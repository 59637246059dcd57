import { histogramNames, passageHistograms, type HistogramName } from './passage-histograms.js';
import { passageStatistics, statisticNames, type PassageStatistics, type StatisticName } from './passage-statistics.js';
import { shorter, type Passage } from './passage.js';
import { addCounts, jensenShannon, middleRange, overlapArea, shareInside } from './set-distances.js';
import { quantile } from './quantile.js';

/** Measurements of music by one composer, or in that style. */
export interface MeasuredSet {
  /** Of each long passage. */
  readonly statistics: readonly PassageStatistics[];
  /** Of all the music together. */
  readonly histograms: ReadonlyMap<HistogramName, readonly number[]>;
}

/** Comparison of one set with another. */
export interface SetComparison {
  readonly passages: number;
  /** By statistic the share of passages in the middle nine tenths of the real ones, 0–1. */
  readonly inside: ReadonlyMap<StatisticName, number>;
  /** By statistic the overlap with the real ones, 0–1. */
  readonly overlap: ReadonlyMap<StatisticName, number>;
  readonly medians: ReadonlyMap<StatisticName, number>;
  /** By distribution the Jensen–Shannon divergence from unseen music, in bits. */
  readonly divergence: ReadonlyMap<HistogramName, number>;
}

/** Bars of the excerpts that distributions and composers' names are taken from. */
export const EXCERPT_BARS = 16;
export const EXCERPT_NOTES = 16;

/** Excerpts of a passage with enough notes. */
export const excerptsOf = (passage: Passage): Passage[] =>
  shorter(passage, Math.min(EXCERPT_BARS, passage.bars)).filter(({ notes }) => notes.length >= EXCERPT_NOTES);

const byName = <Name, T>(names: readonly Name[], value: (name: Name) => T): ReadonlyMap<Name, T> =>
  new Map(names.map((name) => [name, value(name)]));

/** Measures some long passages, and the excerpts whose distributions are added up. */
export const measureSet = (passages: readonly Passage[], excerpts: readonly Passage[]): MeasuredSet => {
  const counts = excerpts.map(passageHistograms);
  return {
    statistics: passages.filter(({ notes }) => notes.length > 0).map(passageStatistics),
    histograms: byName(histogramNames, (name) => addCounts(counts.map((histograms) => histograms[name]))),
  };
};

const countsOf = ({ histograms }: MeasuredSet, name: HistogramName): readonly number[] => histograms.get(name) ?? [];

/**
 * Compares a set with the real music that its passages should resemble, and with the unseen music whose distributions
 * it should have.
 */
export const compareSets = (set: MeasuredSet, real: MeasuredSet, unseen: MeasuredSet): SetComparison => {
  const valuesOf = ({ statistics }: MeasuredSet, name: StatisticName): number[] =>
    statistics.map((figures) => figures[name]);
  return {
    passages: set.statistics.length,
    inside: byName(statisticNames, (name) => shareInside(valuesOf(set, name), middleRange(valuesOf(real, name)))),
    overlap: byName(statisticNames, (name) => overlapArea(valuesOf(set, name), valuesOf(real, name))),
    medians: byName(statisticNames, (name) => quantile(valuesOf(set, name), 0.5)),
    divergence: byName(histogramNames, (name) => jensenShannon(countsOf(set, name), countsOf(unseen, name))),
  };
};
