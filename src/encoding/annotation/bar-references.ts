import { agreement, noIntervals, type Agreement, type BarContent, type IntervalCounts } from './bar-content.js';
import type { BarKind } from '../plan/music-plan.js';

/** Which earlier bar a bar follows, and how. */
export interface BarReference {
  readonly kind: BarKind;
  readonly reference: number;
  readonly shift: number;
}

const NEW_BAR: BarReference = { kind: 'new', reference: -1, shift: 0 };

/** Bars further back are ignored, which bounds the time. */
const MOST_BARS_BACK = 256;

/** The lowest share of common notes for each kind of reference. */
const LEAST_EXACT = 0.6;
const LEAST_SHIFTED = 0.6;
const LEAST_VARIED = 0.45;
const LEAST_RHYTHM = 0.85;

/** Bonus if the bar before follows the bar before the reference, with the same transposition. */
const SAME_RUN = 0.25;
/** Number of candidate bars kept for each bar. */
const MOST_CANDIDATES = 8;

/** Bars with fewer notes prove no transposition or rhythm. */
const LEAST_NOTES = 2;
const LEAST_NOTES_SHIFTED = 4;
const LEAST_PLACES = 3;

interface Found extends BarReference {
  readonly score: number;
}

/** Notes in common as a share of the notes of both. */
const share = (common: number, a: number, b: number): number => common / Math.max(1, a + b - common);

const shiftedReference = (
  { shifted, near, shift }: Agreement,
  now: BarContent,
  then: BarContent,
  reference: number,
): Found | undefined => {
  if (now.pitches.length < LEAST_NOTES_SHIFTED) return undefined;
  const whole = share(shifted, now.pitches.length, then.pitches.length);
  if (shift !== 0 && whole >= LEAST_SHIFTED) return { kind: 'shifted', reference, shift, score: 2 + whole };
  const most = Math.min(near, now.pitches.length, then.pitches.length);
  const some = Math.max(whole, share(0.8 * most, now.pitches.length, then.pitches.length));
  return some >= LEAST_VARIED ? { kind: 'varied', reference, shift, score: 1 + some } : undefined;
};

/** How a bar follows an earlier one; the score orders kinds first, then likeness. */
const follow = (now: BarContent, then: BarContent, reference: number, counts: IntervalCounts): Found | undefined => {
  const common = agreement(now, then, counts);
  const exact = share(common.exact, now.pitches.length, then.pitches.length);
  if (exact >= LEAST_EXACT) return { kind: 'exact', reference, shift: 0, score: 3 + exact };
  const shifted = shiftedReference(common, now, then, reference);
  if (shifted) return shifted;
  const rhythm = share(common.places, now.placeCount, then.placeCount);
  const tellsRhythm = Math.min(now.placeCount, then.placeCount) >= LEAST_PLACES;
  return tellsRhythm && rhythm >= LEAST_RHYTHM
    ? { kind: 'rhythm', reference, shift: 0, score: 0.5 * rhythm }
    : undefined;
};

const isComparable = (now: BarContent, then: BarContent): boolean =>
  now.steps === then.steps && then.pitches.length >= LEAST_NOTES;

/** The earlier bars most similar to a bar, best first, later ones first among equals; empty for a new bar. */
const candidatesOf = (contents: readonly BarContent[], bar: number, counts: IntervalCounts): Found[] => {
  const now = contents[bar];
  const found: Found[] = [];
  if (now.pitches.length < LEAST_NOTES) return found;
  for (let reference = bar - 1; reference >= Math.max(0, bar - MOST_BARS_BACK); reference--) {
    const one = isComparable(now, contents[reference]) && follow(now, contents[reference], reference, counts);
    if (one) found.push(one);
  }
  return found.sort((a, b) => b.score - a.score || b.reference - a.reference).slice(0, MOST_CANDIDATES);
};

/** A candidate for a bar, with the best total score of any choices up to it. */
interface Choice {
  readonly found: BarReference;
  readonly score: number;
  readonly before: Choice | undefined;
}

const goesOn = (before: BarReference, now: BarReference): boolean =>
  now.reference >= 0 && now.reference === before.reference + 1 && now.shift === before.shift;

const choose = (found: BarReference, own: number, before: readonly Choice[]): Choice => {
  let best: Choice = { found, score: own, before: undefined };
  for (const choice of before) {
    const score = own + choice.score + (goesOn(choice.found, found) ? SAME_RUN : 0);
    if (!best.before || score > best.score) best = { found, score, before: choice };
  }
  return best;
};

/** For every bar the most similar earlier one, preferring references that continue a run. */
export const barReferences = (contents: readonly BarContent[]): BarReference[] => {
  const counts = noIntervals();
  let choices: readonly Choice[] = [];
  contents.forEach((_, bar) => {
    const candidates = candidatesOf(contents, bar, counts);
    choices =
      candidates.length === 0
        ? [choose(NEW_BAR, 0, choices)]
        : candidates.map(({ kind, reference, shift, score }) => choose({ kind, reference, shift }, score, choices));
  });
  const found: BarReference[] = [];
  let last = choices.reduce<Choice | undefined>(
    (best, one) => (!best || one.score > best.score ? one : best),
    undefined,
  );
  for (; last; last = last.before) found.push(last.found);
  return found.reverse();
};
