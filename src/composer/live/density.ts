import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID } from '../../encoding/piano/piano-schema.js';
import type { TimelineEvent } from './timeline.js';

/** Beats over which notes are counted: the short window reacts quickly, the long one leaves no lasting error. */
const SHORT_BEATS = 2;
const LONG_BEATS = 8;
const SHORT_GAIN = 0.8;
const LONG_GAIN = 1.6;
const STRONGEST = 3;

/** The daemon's notes per beat within the latest beats before a step, from its first note; undefined before any. */
const density = (events: readonly TimelineEvent[], step: number, beats: number): number | undefined => {
  let notes = 0;
  let firstStep = step;
  for (let i = events.length - 1; i >= 0 && events[i].step >= step - beats * STEPS_PER_BEAT; i--) {
    if (events[i].ordinal < 0 || events[i].what >= PEDAL_DOWN_ID) continue;
    notes++;
    firstStep = events[i].step;
  }
  return notes === 0 ? undefined : notes / Math.max(1, (step - firstStep) / STEPS_PER_BEAT);
};

/**
 * Feedback that brings the daemon's notes per beat to the wanted density: with too few notes long waits become less
 * likely by a power of their length, with too many more likely.
 */
export const densityBias = (
  wanted: number,
  events: readonly TimelineEvent[],
  step: number,
): ((steps: number) => number) => {
  const short = Math.log(wanted / (density(events, step, SHORT_BEATS) ?? wanted));
  const long = Math.log(wanted / (density(events, step, LONG_BEATS) ?? wanted));
  const strength = Math.max(-STRONGEST, Math.min(STRONGEST, SHORT_GAIN * short + LONG_GAIN * long));
  return (steps) => -strength * Math.log(1 + steps / 4);
};
