import type { PerformanceEvent } from '../performance-event.js';
import { PerformanceState, timeOf } from './performance-state.js';

/** The events since a moment, led by what was under way then, as if it had begun at that moment. */
export const excerptSince = (events: readonly PerformanceEvent[], fromMs: number): readonly PerformanceEvent[] => {
  const standing = new PerformanceState();
  const later: PerformanceEvent[] = [];
  for (const event of events) {
    if ((timeOf(event) ?? -Infinity) < fromMs) standing.apply(event);
    else later.push(event);
  }
  return [...standing.at(fromMs), ...later];
};
