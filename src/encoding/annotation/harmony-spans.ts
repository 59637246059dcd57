import type { BarLine } from '../plan/music-plan.js';

/** Where in the metre a span begins. */
export type SpanPlace = 'bar' | 'slot' | 'beat';

/** The shortest span that can have its own chord: a beat, or the rest of the bar. */
export interface HarmonySpan {
  readonly step: number;
  readonly end: number;
  readonly place: SpanPlace;
  /** Number of the slot that holds it: a half bar, or a bar of three beats. */
  readonly slot: number;
}

/** Bars of three beats up to this length are one slot; longer ones, such as 9/8, have one slot per beat. */
const LONGEST_WHOLE = 144;

/** How many beats each slot of a bar has: halves, the longer first; three beats stay together. */
const beatsBySlot = (bar: BarLine): number[] => {
  const beats = Math.max(1, Math.ceil(bar.steps / bar.beatSteps));
  if (beats === 1) return [1];
  if (beats === 3) return bar.steps <= LONGEST_WHOLE ? [3] : [1, 1, 1];
  const first = Math.ceil(beats / 2);
  return [first, beats - first];
};

const spansOfBar = (bar: BarLine, firstSlot: number): HarmonySpan[] => {
  const barEnd = bar.step + bar.steps;
  let step = bar.step;
  return beatsBySlot(bar).flatMap((beats, slot) =>
    Array.from({ length: beats }, (_, beat) => {
      const end = Math.min(barEnd, step + bar.beatSteps);
      const place: SpanPlace = step === bar.step ? 'bar' : beat === 0 ? 'slot' : 'beat';
      const span = { step, end, place, slot: firstSlot + slot };
      step = end;
      return span;
    }),
  );
};

/** The spans of all bars, in order and without gaps inside a bar. */
export const harmonySpans = (bars: readonly BarLine[]): HarmonySpan[] => {
  let slots = 0;
  return bars.flatMap((bar) => {
    const spans = spansOfBar(bar, slots);
    slots = spans[spans.length - 1].slot + 1;
    return spans;
  });
};
