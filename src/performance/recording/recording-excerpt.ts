import type { PerformanceEvent } from '../performance-event.js';
import { PerformanceState, timeOf } from './performance-state.js';

/** The events since a moment, preceded by events that reproduce the state at that moment. */
export const excerptSince = (events: readonly PerformanceEvent[], fromMs: number): readonly PerformanceEvent[] => {
  const standing = new PerformanceState();
  const later: PerformanceEvent[] = [];
  for (const event of events) {
    if ((timeOf(event) ?? -Infinity) < fromMs) standing.apply(event);
    else later.push(event);
  }
  return [...standing.at(fromMs), ...later];
};
