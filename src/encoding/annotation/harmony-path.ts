import { MOST_CANDIDATES, chordCandidates } from './chord-candidates.js';
import { certainty, chordScores } from './chord-scores.js';
import { NO_CHORD, chordRoot, pitchClass } from '../plan/chord-vocabulary.js';
import type { HarmonySpan, SpanPlace } from './harmony-spans.js';
import { CHORD_COSTS, KEY_CHANGE_COSTS, KEY_CHANGE_RANGE, KEY_COUNT, keyScores } from './key-model.js';
import { MAJOR_MOTION_COSTS, MINOR_MOTION_COSTS } from './harmony-statistics.js';
import type { SpanEvidence } from './span-evidence.js';

/** The chord and the local key of a span. */
export interface Harmony {
  readonly chord: number;
  readonly key: number;
}

/** What a new chord costs by where it is struck, in nats. */
const CHANGE: Readonly<Record<SpanPlace, number>> = { bar: -1.1, slot: 0, beat: 0.8 };

/** Weight of a chord's cost in the key. */
const CHORD_IN_KEY = 0.75;

/** Weight of the cost of root motion. */
const MOTION_SHARE = 0.6;

/** The cost of going from one root to another in each key, at `(from · 12 + to) · KEY_COUNT + key`. */
const MOTION_COSTS = Float64Array.from({ length: 144 * KEY_COUNT }, (_, i) => {
  const key = i % KEY_COUNT;
  const [from, to] = [Math.floor(i / (12 * KEY_COUNT)), Math.floor(i / KEY_COUNT) % 12];
  const costs = key < 12 ? MAJOR_MOTION_COSTS : MINOR_MOTION_COSTS;
  return MOTION_SHARE * costs[pitchClass(from - key)][pitchClass(to - key)];
});
const NO_MOTION = new Float64Array(KEY_COUNT);

/** The best path score to each (candidate, key), at `candidate · KEY_COUNT + key`. */
interface Column {
  readonly chords: Int32Array;
  readonly scores: Float64Array;
  /** The state of the previous span on the best path. */
  readonly from: Int16Array;
}

/** The previous span's states after a possible change of key: best scores, and the states they come from. */
interface Reached {
  readonly chords: Int32Array;
  readonly scores: Float64Array;
  readonly from: Int16Array;
}

/** Every state comes from itself; longer than any column. */
const UNCHANGED = Int16Array.from({ length: MOST_CANDIDATES * KEY_COUNT }, (_, state) => state);

/** The best score of a candidate in any key. */
const bestOf = (scores: Float64Array, base: number): number => {
  let best = -Infinity;
  for (let key = 0; key < KEY_COUNT; key++) best = Math.max(best, scores[base + key]);
  return best;
};

const changeKeys = ({ chords, scores: before }: Column, mayChange: boolean): Reached => {
  if (!mayChange) return { chords, scores: before, from: UNCHANGED };
  const from = UNCHANGED.slice(0, before.length);
  const scores = before.slice();
  for (let base = 0; base < scores.length; base += KEY_COUNT) {
    // no path changes from a key this much worse than the best, since changing from the best one costs less
    const least = bestOf(before, base) - KEY_CHANGE_RANGE;
    for (let old = 0; old < KEY_COUNT; old++) {
      const score = before[base + old];
      if (score < least) continue;
      for (let key = 0; key < KEY_COUNT; key++) {
        const changed = score - KEY_CHANGE_COSTS[old * KEY_COUNT + key];
        if (changed <= scores[base + key]) continue;
        scores[base + key] = changed;
        from[base + key] = base + old;
      }
    }
  }
  return { chords, scores, from };
};

/** Keeps the better paths from one chord to the candidate at `base`; `costs` are by key, starting at an index. */
const improve = (
  column: Column,
  base: number,
  reached: Reached,
  oldBase: number,
  costs: Float64Array,
  costsFrom: number,
): void => {
  for (let key = 0; key < KEY_COUNT; key++) {
    const score = reached.scores[oldBase + key] - costs[costsFrom + key];
    if (score <= column.scores[base + key]) continue;
    column.scores[base + key] = score;
    column.from[base + key] = reached.from[oldBase + key];
  }
};

/** Extends the best paths to one candidate, in all keys at once. */
const extend = (reached: Reached, column: Column, candidate: number, change: number): void => {
  const chord = column.chords[candidate];
  const base = candidate * KEY_COUNT;
  column.scores.fill(-Infinity, base, base + KEY_COUNT);
  let same = -1;
  for (let old = 0; old < reached.chords.length; old++) {
    const motion = (chordRoot(reached.chords[old]) * 12 + chordRoot(chord)) * KEY_COUNT;
    if (reached.chords[old] === chord) same = old;
    else improve(column, base, reached, old * KEY_COUNT, MOTION_COSTS, motion);
  }
  for (let key = 0; key < KEY_COUNT; key++) {
    column.scores[base + key] -= change + CHORD_IN_KEY * CHORD_COSTS[key * NO_CHORD + chord];
  }
  if (same >= 0) improve(column, base, reached, same * KEY_COUNT, NO_MOTION, 0);
};

const emptyColumn = (chords: Int32Array): Column => ({
  chords,
  scores: new Float64Array(chords.length * KEY_COUNT),
  from: new Int16Array(chords.length * KEY_COUNT),
});

const firstColumn = (chords: Int32Array): Column => {
  const column = emptyColumn(chords);
  chords.forEach((chord, candidate) => {
    for (let key = 0; key < KEY_COUNT; key++) {
      column.scores[candidate * KEY_COUNT + key] = -CHORD_IN_KEY * CHORD_COSTS[key * NO_CHORD + chord];
    }
  });
  return column;
};

const nextColumn = (before: Column, chords: Int32Array, place: SpanPlace): Column => {
  const column = emptyColumn(chords);
  const reached = changeKeys(before, place === 'bar');
  for (let candidate = 0; candidate < chords.length; candidate++) extend(reached, column, candidate, CHANGE[place]);
  return column;
};

const observe = ({ chords, scores }: Column, chordScore: Float64Array, keyScore: Float64Array): void => {
  for (let candidate = 0; candidate < chords.length; candidate++) {
    const score = chordScore[chords[candidate]];
    for (let key = 0; key < KEY_COUNT; key++) scores[candidate * KEY_COUNT + key] += score + keyScore[key];
  }
};

const traceBack = (columns: readonly Column[]): Harmony[] => {
  const last = columns[columns.length - 1].scores;
  let state = last.reduce((best, score, i) => (score > last[best] ? i : best), 0);
  const path: Harmony[] = [];
  for (let i = columns.length - 1; i >= 0; i--) {
    path.push({ chord: columns[i].chords[Math.floor(state / KEY_COUNT)], key: state % KEY_COUNT });
    state = columns[i].from[state];
  }
  return path.reverse();
};

/** The likeliest chords and local keys of all spans together (Viterbi 1967). */
export const harmonyPath = (spans: readonly HarmonySpan[], evidence: readonly SpanEvidence[]): Harmony[] => {
  const scores = evidence.map(chordScores);
  const candidates = chordCandidates(scores);
  const columns: Column[] = [];
  spans.forEach(({ place }, i) => {
    const column = i === 0 ? firstColumn(candidates[0]) : nextColumn(columns[i - 1], candidates[i], place);
    observe(column, scores[i], keyScores(evidence[i].weights, certainty(evidence[i])));
    columns.push(column);
  });
  return columns.length > 0 ? traceBack(columns) : [];
};
