import { PPQ, type Note } from '../../music/piece.js';
import { fromTonic, estimateTonic } from './key-estimation.js';
import { bassLine, intervals, onsetsOf, skyline, type Onset } from './onsets.js';
import type { Passage } from './passage.js';

/** The distributions that are compared. */
export const histogramNames = ['pitchClasses', 'melody', 'bass', 'harmony', 'grid', 'waits', 'lengths'] as const;

export type HistogramName = (typeof histogramNames)[number];

/** Description of each distribution. */
export const histogramTexts: Readonly<Record<HistogramName, string>> = {
  pitchClasses: 'pitch classes from the keynote',
  melody: 'melodic intervals',
  bass: 'intervals of the bass',
  harmony: 'intervals above the bass, struck with it',
  grid: 'onsets in the beat',
  waits: 'waits between onsets',
  lengths: 'lengths of notes',
};

/** Counts by bin for each distribution. */
export type Histograms = Readonly<Record<HistogramName, readonly number[]>>;

const WIDEST = 12;
/** Bins of 1/12 beat; the last holds all that is longer than two beats. */
const LENGTH_TICKS = PPQ / 12;
const LENGTHS = 25;

const count = (bins: number, values: readonly number[]): number[] => {
  const counts = Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.max(0, value))]++;
  return counts;
};

const inLengths = (ticks: readonly number[]): number[] =>
  count(
    LENGTHS,
    ticks.map((length) => Math.round(length / LENGTH_TICKS)),
  );

const moves = (line: readonly Note[]): number[] =>
  count(
    2 * WIDEST + 1,
    intervals(line).map((interval) => interval + WIDEST),
  );

const aboveBass = (onsets: readonly Onset[]): number[] =>
  count(
    12,
    onsets.flatMap(({ notes: [bass, ...others] }) => others.map(({ pitch }) => (pitch - bass.pitch) % 12)),
  );

/** The distributions of one passage. */
export const passageHistograms = (passage: Passage): Histograms => {
  const onsets = onsetsOf(passage);
  const classes = count(
    12,
    passage.notes.map(({ pitch }) => pitch % 12),
  );
  const ticks = onsets.map(({ tick }) => tick);
  return {
    pitchClasses: fromTonic(classes, estimateTonic(classes)),
    melody: moves(skyline(onsets)),
    bass: moves(bassLine(onsets)),
    harmony: aboveBass(onsets),
    grid: count(
      48,
      ticks.map((tick) => Math.floor(((tick % PPQ) * 48) / PPQ)),
    ),
    waits: inLengths(ticks.slice(1).map((tick, i) => tick - ticks[i])),
    lengths: inLengths(passage.notes.map(({ durationTicks }) => durationTicks)),
  };
};
