import { spanAt, type MetreSpan } from './bar-position.js';
import { STEPS_PER_BEAT } from './grid.js';
import { LONGEST_WAIT_STEPS } from './wait-vocabulary.js';

/** `steps` steps of silence that are left out from `fromStep` on. */
export interface SilenceCut {
  readonly fromStep: number;
  readonly steps: number;
}

/** Bars are 4/4 where the metre does not tell. */
const barStepsIn = (span: MetreSpan): number => span.barSteps || 4 * STEPS_PER_BEAT;

/** Whole bars of one metre between two onsets, as many as are needed to shorten the gap to `longest`. */
const cutBetween = (spans: readonly MetreSpan[], fromStep: number, toStep: number, longest: number): SilenceCut => {
  const span = spanAt(spans, toStep);
  const bar = barStepsIn(span);
  const start = Math.max(fromStep, span.step);
  const wanted = Math.ceil((toStep - fromStep - longest) / bar);
  return { fromStep: start, steps: bar * Math.max(0, Math.min(wanted, Math.floor((toStep - start) / bar))) };
};

/**
 * The silences to leave out so that no wait is longer than the vocabulary's: empty bars before the first event, and
 * what exceeds 16 beats inside. Only whole bars go, so positions in the bar stay true.
 */
export const silenceCuts = (spans: readonly MetreSpan[], onsets: readonly number[]): SilenceCut[] => {
  if (onsets.length === 0) return [];
  const lead = cutBetween(spans, 0, onsets[0], barStepsIn(spanAt(spans, onsets[0])) - 1);
  const inner = onsets.slice(1).flatMap((onset, i) => {
    const gap = onset - onsets[i];
    return gap > LONGEST_WAIT_STEPS ? [cutBetween(spans, onsets[i], onset, LONGEST_WAIT_STEPS)] : [];
  });
  return [lead, ...inner].filter((cut) => cut.steps > 0);
};

/** Where a step of the piece comes to lie once the cuts are made. */
export const stepAfterCuts = (cuts: readonly SilenceCut[], step: number): number =>
  cuts.reduce((at, cut) => at - Math.max(0, Math.min(cut.steps, step - cut.fromStep)), step);
