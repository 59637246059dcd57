import type { BarLine, PlanNote } from '../plan/music-plan.js';

/** Onsets closer than this count as one position, so that rolled chords and ornaments match. */
const STEPS_PER_PLACE = 4;

/** The largest transposition between two bars that are compared. */
export const MOST_SHIFT = 24;

/** The notes of a bar for comparison: sorted by position, then pitch, without duplicates. */
export interface BarContent {
  readonly steps: number;
  readonly places: Int16Array;
  readonly pitches: Int16Array;
  readonly placeCount: number;
}

export const barContent = ({ step, steps }: BarLine, notes: readonly PlanNote[]): BarContent => {
  const keys = notes.map((note) => Math.round((note.step - step) / STEPS_PER_PLACE) * 256 + note.pitch);
  const sorted = [...new Set(keys)].sort((a, b) => a - b);
  const places = Int16Array.from(sorted, (key) => key >> 8);
  return {
    steps,
    places,
    pitches: Int16Array.from(sorted, (key) => key & 255),
    placeCount: new Set(places).size,
  };
};

/** The first index after `from` whose place differs. */
const endOfPlace = (places: Int16Array, from: number): number => {
  let end = from + 1;
  while (end < places.length && places[end] === places[from]) end++;
  return end;
};

/**
 * For each interval, the number of note pairs (one of each bar, at one position) that far apart; index MOST_SHIFT is
 * the unison.
 */
export type IntervalCounts = Int32Array;

export const noIntervals = (): IntervalCounts => new Int32Array(2 * MOST_SHIFT + 1);

/** Counts the intervals to one note from the notes of the other bar from one index up to another. */
const countFrom = (counts: IntervalCounts, pitch: number, then: Int16Array, from: number, end: number): void => {
  for (let i = from; i < end; i++) {
    const interval = pitch - then[i] + MOST_SHIFT;
    if (interval >= 0 && interval < counts.length) counts[interval]++;
  }
};

/** Adds the intervals between two bars to the counts and returns the number of positions that both have. */
export const countIntervals = (now: BarContent, then: BarContent, counts: IntervalCounts): number => {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < now.places.length && j < then.places.length) {
    const apart = now.places[i] - then.places[j];
    if (apart < 0) i++;
    if (apart > 0) j++;
    if (apart !== 0) continue;
    common++;
    const end = endOfPlace(then.places, j);
    const place = now.places[i];
    for (; i < now.places.length && now.places[i] === place; i++)
      countFrom(counts, now.pitches[i], then.pitches, j, end);
    j = end;
  }
  return common;
};

/** The transposition under which most notes agree; the smallest if several do. */
export const bestShift = (counts: IntervalCounts): number => {
  let best = MOST_SHIFT;
  for (let distance = 1; distance <= MOST_SHIFT; distance++) {
    if (counts[MOST_SHIFT - distance] > counts[best]) best = MOST_SHIFT - distance;
    if (counts[MOST_SHIFT + distance] > counts[best]) best = MOST_SHIFT + distance;
  }
  return best - MOST_SHIFT;
};

/** What two bars have in common. */
export interface Agreement {
  /** Positions that both have. */
  readonly places: number;
  /** Notes that agree untransposed, under the best transposition, and within a semitone of it. */
  readonly exact: number;
  readonly shifted: number;
  readonly near: number;
  readonly shift: number;
}

/** Compares two bars; `counts` is scratch memory. */
export const agreement = (now: BarContent, then: BarContent, counts: IntervalCounts): Agreement => {
  counts.fill(0);
  const places = countIntervals(now, then, counts);
  const shift = bestShift(counts);
  const at = (interval: number): number => counts[interval + MOST_SHIFT] ?? 0;
  return { places, exact: at(0), shifted: at(shift), near: at(shift - 1) + at(shift) + at(shift + 1), shift };
};
