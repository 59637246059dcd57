import { PPQ } from '../../music/piece.js';
import { barSimilarity } from './bar-similarity.js';
import { deviation, mean, share } from './figures.js';
import { intervals, onsetsOf, skyline, type Onset } from './onsets.js';
import { shorter, type Passage } from './passage.js';
import { quantile } from './quantile.js';

/** What is measured of a passage. */
export const statisticNames = [
  'topSeven',
  'notesPerBeat',
  'polyphony',
  'chord',
  'range',
  'height',
  'steps',
  'leaps',
  'onEighths',
  'offGrid',
  'sameBars',
  'alikeBars',
  'longestGap',
  'loudness',
] as const;

export type StatisticName = (typeof statisticNames)[number];

/** Description of each figure. */
export const statisticTexts: Readonly<Record<StatisticName, string>> = {
  topSeven: 'notes in the 7 commonest pitch classes of 8 bars',
  notesPerBeat: 'notes a beat',
  polyphony: 'notes sounding at once, mean',
  chord: 'notes struck at once, mean',
  range: 'semitones between the lowest and highest twentieth',
  height: 'mean pitch (60 is middle C)',
  steps: 'melody moves by 1 or 2 semitones',
  leaps: 'melody leaps by more than a fifth',
  onEighths: 'onsets on an eighth',
  offGrid: 'onsets on neither sixteenth nor triplet',
  sameBars: 'bars that repeat an earlier one exactly',
  alikeBars: 'bars like an earlier one, in any key',
  longestGap: 'longest wait between onsets, beats',
  loudness: 'spread of velocities',
};

/** One number for each statistic. */
export type PassageStatistics = Readonly<Record<StatisticName, number>>;

const KEY_BARS = 8;

/** How much the music stays in a key: a scale has seven pitch classes. */
const topSevenShare = ({ notes }: Passage): number => {
  const counts = Array<number>(12).fill(0);
  for (const { pitch } of notes) counts[pitch % 12]++;
  const top = counts.sort((a, b) => b - a).slice(0, 7);
  return top.reduce((sum, count) => sum + count, 0) / notes.length;
};

const keeping = (passage: Passage): number =>
  mean(
    shorter(passage, Math.min(KEY_BARS, passage.bars))
      .filter(({ notes }) => notes.length > 0)
      .map(topSevenShare),
  );

/** In beats, from the first bar line to the last. */
const longestGap = (onsets: readonly Onset[], ticks: number): number => {
  const places = [0, ...onsets.map(({ tick }) => tick), ticks];
  return Math.max(...places.slice(1).map((tick, i) => tick - places[i])) / PPQ;
};

const isOn = (tick: number, grid: number): boolean => tick % grid === 0;

/** The figures of a passage with at least one note. */
export const passageStatistics = (passage: Passage): PassageStatistics => {
  const { notes, bars, barTicks } = passage;
  const ticks = bars * barTicks;
  const onsets = onsetsOf(passage);
  const moves = intervals(skyline(onsets)).map(Math.abs);
  const pitches = notes.map(({ pitch }) => pitch);
  const { same, alike } = barSimilarity(passage);
  return {
    topSeven: keeping(passage),
    notesPerBeat: (notes.length / ticks) * PPQ,
    polyphony: notes.reduce((sum, { durationTicks }) => sum + durationTicks, 0) / ticks,
    chord: notes.length / onsets.length,
    range: quantile(pitches, 0.95) - quantile(pitches, 0.05),
    height: mean(pitches),
    steps: share(moves, (move) => move === 1 || move === 2),
    leaps: share(moves, (move) => move > 7),
    onEighths: share(onsets, ({ tick }) => isOn(tick, PPQ / 2)),
    offGrid: share(onsets, ({ tick }) => !isOn(tick, PPQ / 4) && !isOn(tick, PPQ / 6)),
    sameBars: same,
    alikeBars: alike,
    longestGap: longestGap(onsets, ticks),
    loudness: deviation(notes.map(({ velocity }) => velocity)),
  };
};
