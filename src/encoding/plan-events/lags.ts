import type { PlanCursor } from './plan-cursor.js';
import { LAG_COUNT, LONGEST_LAG } from './plan-events-schema.js';

/** The lag of the latest bar that refers to another … */
export const SAME_LAG = 0;
/** … and the one that leads to the same place in the latest earlier section of the same number. */
export const ALIGNED_LAG = 1;
/** Ids from here on: one bar back, two, … */
const FIRST_LAG = 2;

/**
 * Bars back to the bar at the same place in the latest earlier section of a number; 0 without one. `starts`: a section
 * of that number begins with the next bar, else the latest goes on.
 */
export const alignedLag = ({ sections, bars }: PlanCursor, section: number, starts: boolean): number => {
  const earlier = starts ? sections : sections.slice(0, -1);
  const start = starts ? bars.length : (sections.at(-1)?.bar ?? bars.length);
  const then = earlier.findLast((one) => one.section === section);
  return then ? start - then.bar : 0;
};

/** Whether the named lags refer to the same bar, as the network's input about the aligned one. */
export const alignedId = (cursor: PlanCursor, aligned: number): number =>
  aligned === 0 ? 0 : aligned === cursor.lag ? 1 : 2;

/** The id of a lag; undefined where there is none, because it is too far back. */
export const lagIdOf = (cursor: PlanCursor, aligned: number, lag: number): number | undefined => {
  if (lag === cursor.lag) return SAME_LAG;
  if (lag === aligned) return ALIGNED_LAG;
  return lag <= LONGEST_LAG ? lag + FIRST_LAG - 1 : undefined;
};

/** Bars back for an id; 0 if it means none. */
export const lagOf = (cursor: PlanCursor, aligned: number, id: number): number => {
  const lag = id === SAME_LAG ? cursor.lag : id === ALIGNED_LAG ? aligned : id - FIRST_LAG + 1;
  return id < LAG_COUNT && lag <= cursor.bars.length ? lag : 0;
};
