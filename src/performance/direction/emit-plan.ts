import type { PlannedBar } from '../composer.js';
import type { PerformanceContext } from '../performance-context.js';

/** Publishes the plan, with repeated bars by number; music before the session has none. */
export const emitPlan = (
  { emit, transport: { bars: score } }: PerformanceContext,
  planned: readonly PlannedBar[],
): void => {
  const bars = planned.map(({ returnsToTick: tick, chords, ...bar }) => ({
    ...bar,
    chords: [...chords],
    returnsTo: tick === null || tick < 0 ? null : score.position(tick).bar + 1,
  }));
  emit({ kind: 'plan', bars });
};
