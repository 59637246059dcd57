import { spanAt, type MeterSpan } from '../shared/meter-span.js';
import { STEPS_PER_BEAT } from '../shared/grid.js';
import { LONGEST_WAIT_STEPS } from '../vocabulary/wait.js';

/** `steps` steps of silence that are left out from `fromStep` on. */
export interface SilenceCut {
  readonly fromStep: number;
  readonly steps: number;
}

/** Bars count as 4/4 if the metre is unknown or its bars are longer than any wait. */
const barStepsIn = ({ barSteps }: MeterSpan): number =>
  barSteps > 0 && barSteps <= LONGEST_WAIT_STEPS ? barSteps : 4 * STEPS_PER_BEAT;

/**
 * Shortens the silence between two onsets to `longest` or less: before the last change of metre by any number of steps,
 * since bars are counted again from there; after it by whole bars only.
 */
const cutsBetween = (spans: readonly MeterSpan[], fromStep: number, toStep: number, longest: number): SilenceCut[] => {
  const span = spanAt(spans, toStep);
  const countedFrom = Math.max(fromStep, span.step);
  const wanted = toStep - fromStep - longest;
  const uncounted = Math.min(wanted, countedFrom - fromStep);
  const bar = barStepsIn(span);
  const bars = Math.min(Math.ceil((wanted - uncounted) / bar), Math.floor((toStep - countedFrom) / bar));
  return [
    { fromStep, steps: uncounted },
    { fromStep: countedFrom, steps: bars * bar },
  ].filter((cut) => cut.steps > 0);
};

/**
 * The silences to leave out so that no wait exceeds the vocabulary: empty bars before the first event, and anything
 * beyond 16 beats inside. Positions in the bar are preserved.
 */
export const silenceCuts = (spans: readonly MeterSpan[], onsets: readonly number[]): SilenceCut[] => {
  if (onsets.length === 0) return [];
  const inner = onsets.slice(1).flatMap((onset, i) => {
    const isTooLong = onset - onsets[i] > LONGEST_WAIT_STEPS;
    return isTooLong ? cutsBetween(spans, onsets[i], onset, LONGEST_WAIT_STEPS) : [];
  });
  return [...cutsBetween(spans, 0, onsets[0], 0), ...inner];
};

/** A step of the piece after the cuts. */
export const stepAfterCuts = (cuts: readonly SilenceCut[], step: number): number =>
  cuts.reduce((at, cut) => at - Math.max(0, Math.min(cut.steps, step - cut.fromStep)), step);
