import type { Meter } from '../../music/meter.js';
import { STEPS_PER_BEAT } from './grid.js';
import { barStepsOf, meterIdOf, METER_COUNT } from '../vocabulary/meter.js';

/** A stretch of music in one metre: its first bar line is at `step`. `barSteps` is 0 when the bar length is unknown. */
export interface MeterSpan {
  readonly step: number;
  readonly meterId: number;
  readonly barSteps: number;
}

/** The position of an onset, as ids of the piano schema; beats are quarters counted from the bar line. */
export interface BarPosition {
  readonly beatPhase: number;
  readonly beatInBar: number;
  readonly metre: number;
}

const BEATS_NAMED = 16;

/** A span from a time signature; its bar line is at `step`. */
export const meterSpan = (step: number, metre: Meter): MeterSpan => {
  const barSteps = barStepsOf(metre);
  return { step, meterId: meterIdOf(metre), barSteps: Number.isFinite(barSteps) ? Math.max(0, barSteps) : 0 };
};

/** The span that holds `step`: the last one that has begun, or the first. */
export const spanAt = (spans: readonly MeterSpan[], step: number): MeterSpan => {
  let i = spans.length - 1;
  while (i > 0 && spans[i].step > step) i--;
  return spans[i];
};

/** Steps since the latest bar line, or since the span began where the bar length is unknown. */
export const stepsIntoBar = (span: MeterSpan, step: number): number =>
  span.barSteps > 0 ? (step - span.step) % span.barSteps : step - span.step;

/**
 * The position of an onset. In a metre outside the table the beat in the bar is absent, since rows could not restore
 * it.
 */
export const positionAt = (spans: readonly MeterSpan[], step: number): BarPosition => {
  const span = spanAt(spans, step);
  const into = stepsIntoBar(span, step);
  const beat = Math.min(BEATS_NAMED - 1, Math.floor(into / STEPS_PER_BEAT));
  return {
    beatPhase: Math.floor(into) % STEPS_PER_BEAT,
    beatInBar: span.meterId === METER_COUNT ? BEATS_NAMED : beat,
    metre: span.meterId,
  };
};
