import type { Note } from '../../../music/piece.js';
import { deviation, entropy, longestRun, mean, share, tally } from '../figures.js';
import { intervals } from '../onsets.js';
import { quantile } from '../quantile.js';
import { shares, type Features, type ScoreView } from './score-view.js';

/** Largest interval of each class; larger ones belong to the last. */
const moveKinds = [
  ['steps by a semitone', 1],
  ['steps by a whole tone', 2],
  ['moves by a third', 4],
  ['moves by a fourth to a fifth', 7],
  ['moves by a sixth to a seventh', 11],
  ['moves by an octave', 12],
  ['moves by more than an octave', Infinity],
] as const;

const kindOf = (move: number): number => moveKinds.findIndex(([, widest]) => Math.abs(move) <= widest);

/** The share of intervals in each class, up and down separately. */
const moves = (line: string, steps: readonly number[]): Features => {
  const counts = Array<number>(2 * moveKinds.length + 1).fill(0);
  for (const step of steps) counts[step === 0 ? 0 : 1 + 2 * kindOf(step) + (step > 0 ? 0 : 1)]++;
  const names = moveKinds.flatMap(([kind]) => [`${line}: ${kind} up`, `${line}: ${kind} down`]);
  return shares([`${line}: repeated notes`, ...names], counts);
};

/** The share of three-interval groups that occurred before. */
const repeatedMoves = (steps: readonly number[]): number => {
  const groups = steps.slice(2).map((step, i) => `${steps[i]} ${steps[i + 1]} ${step}`);
  return groups.length === 0 ? 0 : 1 - new Set(groups).size / groups.length;
};

const turns = (steps: readonly number[]): number => {
  const directions = steps.filter((step) => step !== 0).map(Math.sign);
  return share(directions.slice(1), (direction, i) => direction !== directions[i]);
};

const shape = (line: string, notes: readonly Note[], steps: readonly number[]): Features => ({
  [`${line}: entropy of moves, nats`]: entropy(tally(steps).values()),
  [`${line}: moves that have come before, in threes`]: repeatedMoves(steps),
  [`${line}: turns`]: turns(steps),
  [`${line}: longest run of one note`]: longestRun(notes, (a, b) => a.pitch === b.pitch),
  [`${line}: spread of pitches`]: deviation(notes.map(({ pitch }) => pitch)),
});

const afterLeaps = (steps: readonly number[]): number => {
  const after = steps.slice(1).filter((_, i) => Math.abs(steps[i]) > 4);
  return share(after, (step) => Math.abs(step) <= 2 && step !== 0);
};

const topLine = ({ top }: ScoreView): Features => {
  const steps = intervals(top);
  return {
    'melodic steps': share(steps, (step) => Math.abs(step) === 1 || Math.abs(step) === 2),
    'melodic leaps': share(steps, (step) => Math.abs(step) > 7),
    'leaps of the melody followed by a step': afterLeaps(steps),
    ...moves('melody', steps),
    ...shape('melody', top, steps),
  };
};

const bassLineFeatures = ({ bass }: ScoreView): Features => {
  const steps = intervals(bass);
  return { ...moves('bass', steps), ...shape('bass', bass, steps) };
};

/** Register features. */
const register = ({ passage, onsets, sounding }: ScoreView): Features => {
  const pitches = passage.notes.map(({ pitch }) => pitch);
  const barTops = new Map<number, number>();
  for (const { tick, notes } of onsets) {
    const bar = Math.floor(tick / passage.barTicks);
    barTops.set(bar, Math.max(barTops.get(bar) ?? 0, notes[notes.length - 1].pitch));
  }
  const tops = [...barTops.values()];
  const gaps = sounding.flatMap((notes) => notes.slice(1).map(({ pitch }, i) => pitch - notes[i].pitch));
  return {
    'mean pitch': mean(pitches),
    'range of pitches, 90 %': quantile(pitches, 0.95) - quantile(pitches, 0.05),
    'notes below C3': share(pitches, (pitch) => pitch < 48),
    'notes C3 to B3': share(pitches, (pitch) => pitch >= 48 && pitch < 60),
    'notes C4 to B4': share(pitches, (pitch) => pitch >= 60 && pitch < 72),
    'notes C5 to B5': share(pitches, (pitch) => pitch >= 72 && pitch < 84),
    'spread of the highest notes of bars': deviation(tops),
    'highest note of a bar, move to the next': mean(tops.slice(1).map((top, i) => Math.abs(top - tops[i]))),
    'notes sounding at an onset': mean(sounding.map(({ length }) => length)),
    'spread of notes sounding': deviation(sounding.map(({ length }) => length)),
    'gaps of more than an octave between sounding notes': share(gaps, (gap) => gap > 12),
    'outer voices apart, semitones': mean(sounding.map((notes) => notes[notes.length - 1].pitch - notes[0].pitch)),
  };
};

/** Melody and bass features. */
export const melodyFeatures = (view: ScoreView): Features => ({
  ...topLine(view),
  ...bassLineFeatures(view),
  ...register(view),
});
