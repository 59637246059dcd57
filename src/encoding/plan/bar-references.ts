import { agreement, type Agreement, type BarContent } from './bar-content.js';
import type { BarKind } from './music-plan.js';

/** Which earlier bar a bar follows, and how. */
export interface BarReference {
  readonly kind: BarKind;
  readonly reference: number;
  readonly shift: number;
}

const NEW_BAR: BarReference = { kind: 'new', reference: -1, shift: 0 };

/** Bars further back are not looked at, which bounds the time. */
const MOST_BARS_BACK = 256;

/** From these shares of notes in common on, a bar is what its kind says. */
const LEAST_EXACT = 0.6;
const LEAST_SHIFTED = 0.6;
const LEAST_VARIED = 0.45;
const LEAST_RHYTHM = 0.85;

/** What it counts for that the bar before followed a bar at the same distance, transposed alike. */
const SAME_LAG = 0.15;

/** Fewer notes than these say nothing about a transposition or a rhythm. */
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
const follow = (now: BarContent, then: BarContent, reference: number): Found | undefined => {
  const common = agreement(now, then);
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

const findReference = (
  contents: readonly BarContent[],
  bar: number,
  before: BarReference,
  lag: number,
): BarReference => {
  const now = contents[bar];
  let best: Found | undefined;
  if (now.pitches.length < LEAST_NOTES) return NEW_BAR;
  for (let reference = bar - 1; reference >= Math.max(0, bar - MOST_BARS_BACK); reference--) {
    if (!isComparable(now, contents[reference])) continue;
    const found = follow(now, contents[reference], reference);
    if (!found) continue;
    const goesOn = bar - reference === lag && found.shift === before.shift;
    const score = found.score + (goesOn ? SAME_LAG : 0);
    if (!best || score > best.score) best = { ...found, score };
  }
  return best ? { kind: best.kind, reference: best.reference, shift: best.shift } : NEW_BAR;
};

/** For every bar the earlier one that it is most like; runs at one distance are preferred. */
export const barReferences = (contents: readonly BarContent[]): BarReference[] => {
  const found: BarReference[] = [];
  let before = NEW_BAR;
  let lag = 0;
  contents.forEach((_, bar) => {
    const reference = findReference(contents, bar, before, lag);
    found.push(reference);
    if (reference.reference < 0) return;
    before = reference;
    lag = bar - reference.reference;
  });
  return found;
};
