import type { Passage } from './passage.js';

/** How much of a passage repeats earlier bars. */
export interface BarSimilarity {
  /** Share of the bars with notes whose onsets and pitches are those of an earlier bar, 0–1. */
  readonly same: number;
  /** Share of the bars that are nearly an earlier one, in this or another key. */
  readonly alike: number;
}

/** Two bars with at least this share of common notes count as similar. */
const ALIKE = 0.75;

/** The notes of a bar as ticks from its bar line × 128 + pitch, ascending. */
export type Bar = Int32Array;

/** All bars of a passage in order, also empty ones. */
export const barsOf = ({ notes, bars, barTicks }: Passage): readonly Bar[] => {
  const found: number[][] = Array.from({ length: bars }, () => []);
  for (const { tick, pitch } of notes) {
    const bar = Math.floor(tick / barTicks);
    found[bar].push((tick - bar * barTicks) * 128 + pitch);
  }
  return found.map((keys) => Int32Array.from(keys));
};

/** The share of common notes of two bars; notes are compared without their lowest bits. */
const common = (a: Bar, b: Bar, bits: number): number => {
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const difference = (a[i] >> bits) - (b[j] >> bits);
    if (difference === 0) count++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return a.length + b.length === 0 ? 1 : (2 * count) / (a.length + b.length);
};

/** The share of notes that two bars have in common, in the same key, 0–1; 1 for two empty bars. */
export const sameKeySimilarity = (a: Bar, b: Bar): number => common(a, b, 0);

/**
 * The share of onsets that two bars have in common, chords weighted by their notes, 0–1. An upper bound for the share
 * of common notes under any transposition, quick to compute.
 */
export const rhythmSimilarity = (a: Bar, b: Bar): number => common(a, b, 7);

/** The share of common notes of two bars under the best transposition, 0–1. */
export const likeness = (a: Bar, b: Bar): number => {
  const commonAt = new Uint16Array(256);
  let [from, most] = [0, 0];
  for (const key of a) {
    while (from < b.length && b[from] >> 7 < key >> 7) from++;
    for (let j = from; j < b.length && b[j] >> 7 === key >> 7; j++) {
      const count = ++commonAt[128 + b[j] - key];
      if (count > most) most = count;
    }
  }
  return a.length + b.length === 0 ? 1 : (2 * most) / (a.length + b.length);
};

/** Bars with fewer notes are too easily similar. */
const FEWEST_NOTES = 3;

/** The self-similarity of some bars. The first one counts although it cannot repeat anything; empty ones do not. */
export const barSimilarity = (passage: Passage): BarSimilarity => {
  const bars = barsOf(passage).filter(({ length }) => length > 0);
  if (bars.length === 0) return { same: 0, alike: 0 };
  const texts = new Set<string>();
  let same = 0;
  let alike = 0;
  bars.forEach((bar, i) => {
    const isSame = texts.has(bar.join());
    texts.add(bar.join());
    if (isSame) same++;
    const known = (): boolean =>
      bar.length >= FEWEST_NOTES &&
      bars.slice(0, i).some((other) => rhythmSimilarity(other, bar) >= ALIKE && likeness(other, bar) >= ALIKE);
    if (isSame || known()) alike++;
  });
  return { same: same / bars.length, alike: alike / bars.length };
};
