import { PPQ } from '../../../music/piece.js';
import { correlation, deviation, mean, share, tally } from '../figures.js';
import type { Excerpt } from './excerpt.js';
import type { Features, ScoreView } from './score-view.js';

/** Velocities closer than this count as equal, since the encoding has 32 steps. */
const VELOCITY_STEP = 4;

const velocities = ({ passage: { notes, barTicks, bars }, onsets, top }: ScoreView): Features => {
  const values = notes.map(({ velocity }) => velocity);
  const steps = [...tally(values.map((value) => Math.floor(value / VELOCITY_STEP))).values()];
  const means = onsets.map((onset) => mean(onset.notes.map(({ velocity }) => velocity)));
  const byBar = Array.from({ length: bars }, (_, bar) =>
    notes.flatMap(({ tick, velocity }) => (Math.floor(tick / barTicks) === bar ? [velocity] : [])),
  );
  const barMeans = byBar.filter(({ length }) => length > 0).map(mean);
  const tops = new Set(top);
  return {
    'mean velocity': mean(values),
    'spread of velocities': deviation(values),
    'distinct velocities': steps.length,
    'notes of the commonest velocity': Math.max(...steps) / values.length,
    'spread of the loudness of bars': deviation(barMeans),
    'change of loudness from bar to bar': mean(barMeans.slice(1).map((value, i) => Math.abs(value - barMeans[i]))),
    'change of loudness from onset to onset': mean(means.slice(1).map((value, i) => Math.abs(value - means[i]))),
    'spread of velocities in a chord': mean(
      onsets
        .filter((onset) => onset.notes.length > 1)
        .map((onset) => deviation(onset.notes.map((note) => note.velocity))),
    ),
    'melody louder than the rest':
      mean(top.map(({ velocity }) => velocity)) -
      mean(notes.filter((note) => !tops.has(note)).map(({ velocity }) => velocity)),
    'velocity with pitch, correlation': correlation(
      values,
      notes.map(({ pitch }) => pitch),
    ),
    'first beats louder than the rest':
      mean(notes.filter(({ tick }) => tick % barTicks === 0).map(({ velocity }) => velocity)) -
      mean(notes.filter(({ tick }) => tick % barTicks !== 0).map(({ velocity }) => velocity)),
  };
};

/** The time, in ticks, during which a test is true. */
const timeWhere = <T extends { readonly tick: number }>(
  changes: readonly T[],
  endTick: number,
  test: (change: T) => boolean,
): number =>
  changes.reduce(
    (sum, change, i) => (test(change) ? sum + (changes.at(i + 1)?.tick ?? endTick) - change.tick : sum),
    0,
  );

const pedal = ({ pedals, bars, barTicks }: Excerpt): Features => {
  const presses = pedals.filter(({ tick, down }) => down && tick > 0);
  return {
    'pedal presses a bar': presses.length / bars,
    'time with the pedal down': timeWhere(pedals, bars * barTicks, ({ down }) => down) / (bars * barTicks),
    'pedal presses near a beat': share(presses, ({ tick }) => Math.abs(((tick + PPQ / 2) % PPQ) - PPQ / 2) <= PPQ / 8),
  };
};

/** The tempo of every beat, as a logarithm. */
const beatTempos = ({ tempos, bars, barTicks }: Excerpt): number[] => {
  const beats = Math.floor((bars * barTicks) / PPQ);
  let at = 0;
  return Array.from({ length: beats }, (_, beat) => {
    while (at + 1 < tempos.length && tempos[at + 1].tick <= beat * PPQ + PPQ / 2) at++;
    return Math.log(tempos[at].bpm);
  });
};

const tempo = (excerpt: Excerpt): Features => {
  const beats = beatTempos(excerpt);
  const changes = beats.slice(1).map((value, i) => value - beats[i]);
  const barBeats = excerpt.barTicks / PPQ;
  const middle = mean(beats);
  return {
    'mean tempo, log': middle,
    'spread of the tempo': deviation(beats),
    'change of tempo from beat to beat': mean(changes.map(Math.abs)),
    'beats with the tempo of the one before': share(changes, (change) => Math.abs(change) < 0.002),
    'slowest beat below the mean': middle - Math.min(...beats),
    'last two bars slower than the mean': middle - mean(beats.slice(-Math.round(2 * barBeats))),
  };
};

/** Expression features: loudness, pedal and tempo. */
export const expressionFeatures = (view: ScoreView, excerpt: Excerpt): Features => ({
  ...velocities(view),
  ...pedal(excerpt),
  ...tempo(excerpt),
});
