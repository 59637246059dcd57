import { spanAt, type MeterSpan } from '../shared/meter-span.js';
import { STEPS_PER_BEAT } from '../shared/grid.js';
import { LONGEST_WAIT_STEPS } from '../vocabulary/wait.js';

/** `steps` steps of silence that are left out from `fromStep` on. */
export interface SilenceCut {
  readonly fromStep: number;
  readonly steps: number;
}

/** Bars are 4/4 where the metre does not tell, or tells of bars longer than any wait. */
const barStepsIn = ({ barSteps }: MeterSpan): number =>
  barSteps > 0 && barSteps <= LONGEST_WAIT_STEPS ? barSteps : 4 * STEPS_PER_BEAT;

/**
 * Shortens the silence between two onsets to `longest` or less: what lies before the last change of metre loses
 * any number of steps, for bars are counted anew from there; after it only whole bars go.
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
 * The silences to leave out so that no wait is longer than the vocabulary's: empty bars before the first event, and
 * what exceeds 16 beats inside. Positions in the bar stay true.
 */
export const silenceCuts = (spans: readonly MeterSpan[], onsets: readonly number[]): SilenceCut[] => {
  if (onsets.length === 0) return [];
  const inner = onsets.slice(1).flatMap((onset, i) => {
    const isTooLong = onset - onsets[i] > LONGEST_WAIT_STEPS;
    return isTooLong ? cutsBetween(spans, onsets[i], onset, LONGEST_WAIT_STEPS) : [];
  });
  return [...cutsBetween(spans, 0, onsets[0], 0), ...inner];
};

/** Where a step of the piece comes to lie once the cuts are made. */
export const stepAfterCuts = (cuts: readonly SilenceCut[], step: number): number =>
  cuts.reduce((at, cut) => at - Math.max(0, Math.min(cut.steps, step - cut.fromStep)), step);
