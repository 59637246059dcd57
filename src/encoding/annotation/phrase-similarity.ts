import { MOST_SHIFT, bestShift, countIntervals, noIntervals, type BarContent } from './bar-content.js';
import type { Phrase } from './phrases.js';

/** Weight of transposed notes relative to identical ones. */
const TRANSPOSED = 0.85;

/** Similarity of two phrases, 0–1: the share of common notes, untransposed or with one transposition. */
export const phraseLikeness = (contents: readonly BarContent[], a: Phrase, b: Phrase): number => {
  const bars = Math.min(a.last - a.first, b.last - b.first) + 1;
  const longer = Math.max(a.last - a.first, b.last - b.first) + 1;
  if (2 * bars < longer) return 0;
  const counts = noIntervals();
  let notes = 0;
  for (let bar = 0; bar < bars; bar++) {
    const [now, then] = [contents[a.first + bar], contents[b.first + bar]];
    notes += now.pitches.length + then.pitches.length;
    if (now.steps === then.steps) countIntervals(now, then, counts);
  }
  if (notes === 0) return 1;
  return (2 * Math.max(counts[MOST_SHIFT], TRANSPOSED * counts[bestShift(counts) + MOST_SHIFT])) / notes;
};
