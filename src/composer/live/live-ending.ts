import { spanAt, type MetreSpan } from '../../encoding/bar-position.js';
import { STEPS_PER_BEAT, stepOfTick, tickOfStep } from '../../encoding/grid.js';
import type { Ending } from '../../performance/composer.js';
import type { PlanEnd } from '../plan/plan-ahead.js';
import { barLineBefore } from './live-plan.js';

/** A composer without a plan has no cadence to wait for: it ends within so many bars. */
const UNPLANNED_BARS = 4;

/** What a plan is asked for. */
export const planEndOf = (ending: Ending): PlanEnd =>
  ending.kind === 'at'
    ? { endStep: stepOfTick(ending.tick) }
    : { step: stepOfTick(ending.tick), bars: ending.bars };

/** The bar line at which a piece without a plan ends. */
export const unplannedEndTick = (ending: Ending, metres: readonly MetreSpan[]): number => {
  if (ending.kind === 'at') return ending.tick;
  const step = stepOfTick(ending.tick);
  const { barSteps } = spanAt(metres, step);
  const bars = 1 + Math.min(ending.bars, UNPLANNED_BARS);
  return tickOfStep(barLineBefore(metres, step) + bars * (barSteps > 0 ? barSteps : 4 * STEPS_PER_BEAT));
};
