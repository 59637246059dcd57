import { PPQ } from '../../../music/piece.js';
import { correlation, deviation, entropy, longestRun, mean, share, tally } from '../figures.js';
import { groovingSimilarity } from './bar-distances.js';
import { shares, type Features, type ScoreView } from './score-view.js';

/** Twelfths of a beat: the common values of triplets and sixteenths. */
const TWELFTH_TICKS = PPQ / 12;

/** Longer ones count as one. */
const LONGEST = 48;

const twelfths = (ticks: number): number => Math.min(LONGEST, Math.round(ticks / TWELFTH_TICKS));

/** On the triplet grid but not on the 32nds'. */
const isTriplet = (ticks: number): boolean => ticks % 40 === 0 && ticks % 60 !== 0;

/** Kinds of waits and lengths, by the most twelfths of a beat that they have. */
const lengthKinds = [
  ['shorter than a sixteenth triplet', 1],
  ['a sixteenth triplet', 2],
  ['a sixteenth', 3],
  ['an eighth triplet', 4],
  ['up to an eighth', 6],
  ['up to a quarter triplet', 8],
  ['up to a dotted eighth', 9],
  ['up to a quarter', 12],
  ['up to a dotted quarter', 18],
  ['up to a half', 24],
  ['longer than a half', Infinity],
] as const;

const byKind = (what: string, lengths: readonly number[]): Features => {
  const counts = Array<number>(lengthKinds.length).fill(0);
  for (const length of lengths) counts[lengthKinds.findIndex(([, most]) => length <= most)]++;
  return shares(
    lengthKinds.map(([kind]) => `${what} of ${kind}`),
    counts,
  );
};

const waits = ({ onsets }: ScoreView): Features => {
  const ticks = onsets.slice(1).map(({ tick }, i) => tick - onsets[i].tick);
  const steps = ticks.map(twelfths);
  const pairs = steps.slice(1).map((step, i) => steps[i] * 64 + step);
  const alone = entropy(tally(steps).values());
  return {
    'entropy of waits, nats': alone,
    'entropy of a wait after the one before, nats': entropy(tally(pairs).values()) - alone,
    'share of triplet waits': share(ticks, isTriplet),
    'longest run of one wait': longestRun(steps, (a, b) => a === b),
    'waits as the one before': share(steps.slice(1), (step, i) => step === steps[i]),
    ...byKind('waits', steps),
  };
};

const lengths = ({ passage: { notes }, onsets, top }: ScoreView): Features => {
  const steps = notes.map(({ durationTicks }) => twelfths(durationTicks));
  const chords = onsets.filter((onset) => onset.notes.length > 1);
  const legato = top.slice(1).map(({ tick }, i) => Math.min(2, top[i].durationTicks / (tick - top[i].tick)));
  return {
    'entropy of lengths, nats': entropy(tally(steps).values()),
    'different lengths': new Set(steps).size,
    'mean length, beats': mean(notes.map(({ durationTicks }) => Math.min(durationTicks, 8 * PPQ) / PPQ)),
    'chords whose notes end together': share(
      chords,
      (chord) => new Set(chord.notes.map(({ durationTicks }) => twelfths(durationTicks))).size === 1,
    ),
    'length of melody notes over the wait': mean(legato),
    'spread of length over the wait': deviation(legato),
    ...byKind('lengths', steps),
  };
};

/** Positions of onsets in beat and bar. */
const places = ({ passage: { barTicks, bars }, onsets }: ScoreView): Features => {
  const ticks = onsets.map(({ tick }) => tick);
  const downbeats = ticks.filter((tick) => tick % barTicks === 0);
  const classes = ticks.map((tick) => tick % PPQ);
  return {
    'bars with an onset on their first beat': downbeats.length / bars,
    'onsets on a beat': share(classes, (at) => at === 0),
    'onsets on the half of a beat': share(classes, (at) => at === PPQ / 2),
    'onsets on other sixteenths': share(classes, (at) => at % (PPQ / 2) === PPQ / 4),
    'onsets on triplets': share(classes, isTriplet),
    'onsets elsewhere': share(classes, (at) => at % 40 !== 0 && at % 60 !== 0),
    'entropy of places in the bar, nats': entropy(tally(ticks.map((tick) => twelfths(tick % barTicks))).values()),
    'notes struck on a beat over elsewhere':
      mean(onsets.filter(({ tick }) => tick % PPQ === 0).map(({ notes }) => notes.length)) -
      mean(onsets.filter(({ tick }) => tick % PPQ !== 0).map(({ notes }) => notes.length)),
  };
};

/** Density of bars, and how it changes. */
const density = ({ passage: { notes, bars, barTicks }, onsets, bars: keys }: ScoreView): Features => {
  const beats = (bars * barTicks) / PPQ;
  const counts = keys.map(({ length }) => length);
  const edges = [0, ...onsets.map(({ tick }) => tick), bars * barTicks];
  let [soundingTo, silent] = [0, 0];
  for (const { tick, durationTicks } of notes) {
    silent += Math.max(0, tick - soundingTo);
    soundingTo = Math.max(soundingTo, tick + durationTicks);
  }
  return {
    'empty bars': share(counts, (count) => count === 0),
    'notes a beat': notes.length / beats,
    'onsets a beat': onsets.length / beats,
    'spread of notes a bar over their mean': deviation(counts) / (mean(counts) || 1),
    'notes a bar, like the bar before': correlation(counts.slice(1), counts.slice(0, -1)),
    'longest wait, beats': Math.max(...edges.slice(1).map((tick, i) => tick - edges[i])) / PPQ,
    'time in which nothing sounds': (silent + Math.max(0, bars * barTicks - soundingTo)) / (bars * barTicks),
  };
};

/** Rhythm features. */
export const rhythmFeatures = (view: ScoreView): Features => ({
  ...waits(view),
  ...lengths(view),
  ...places(view),
  ...density(view),
  'grooving pattern similarity': groovingSimilarity(view.bars, view.passage.barTicks),
});
