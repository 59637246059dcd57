import { spanAt, type MeterSpan } from '../../encoding/shared/meter-span.js';
import { STEPS_PER_BEAT, stepOfTick, tickOfStep } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID, pianoColumn } from '../../encoding/piano/piano-schema.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { ComposerAnswer, Ending, Revision } from '../../performance/composer.js';
import type { ContinuationState } from '../piano/continuation-state.js';
import { sampleEvent, type ContinuationOptions, type EventConstraints } from '../piano/event-sampler.js';
import type { PlanEnd } from '../plan/plan-ahead.js';
import { sampleTowardsEnd, type DrawnEvent, type FinalChord } from '../plan/final-chord.js';
import { keyOf } from './live-key.js';
import { barLineBefore, type LivePlanRequest } from './live-plan.js';
import type { TimelineEvent } from './timeline.js';

/** Without a plan there is no cadence to wait for: the piece ends within this many bars. */
const UNPLANNED_BARS = 4;

/** Request for a plan. */
const planEndOf = (ending: Ending): PlanEnd =>
  ending.kind === 'at' ? { endStep: stepOfTick(ending.tick) } : { step: stepOfTick(ending.tick), bars: ending.bars };

/** The plan request of a revision. */
export const planWishOf = (
  { settings, piece, ending }: Revision,
  composer: string | null,
  metres: readonly MeterSpan[],
): LivePlanRequest => {
  const key = keyOf(settings.key);
  return { composer, metres, piece, ...(key ? { key } : {}), ...(ending ? { end: planEndOf(ending) } : {}) };
};

/** The bar line at which a piece without a plan ends. */
export const unplannedEndTick = (ending: Ending, metres: readonly MeterSpan[]): number => {
  if (ending.kind === 'at') return ending.tick;
  const step = stepOfTick(ending.tick);
  const { barSteps } = spanAt(metres, step);
  const bars = 1 + Math.min(ending.bars, UNPLANNED_BARS);
  return tickOfStep(barLineBefore(metres, step) + bars * (barSteps > 0 ? barSteps : 4 * STEPS_PER_BEAT));
};

/** The end of the piece in the current revision. */
export class LiveEnding {
  /** Infinity while no end is known. */
  #tick = Infinity;

  /** A new revision: its end is not known yet. */
  reset(): void {
    this.#tick = Infinity;
  }

  /** Answers where the piece ends, once per revision; `plannedStep` is the end in the plan. */
  place(
    { revision, ending }: Revision,
    plannedStep: number | undefined,
    metres: readonly MeterSpan[],
    answer: (answer: ComposerAnswer) => void,
  ): void {
    if (!ending || this.#tick < Infinity) return;
    this.#tick = plannedStep === undefined ? unplannedEndTick(ending, metres) : tickOfStep(plannedStep);
    answer({ kind: 'ends', revision, tick: this.#tick });
  }

  /** The next event; undefined at the end of the piece. `final` is its last chord, once planned. */
  async sample(
    options: ContinuationOptions,
    from: ContinuationState,
    constraints: EventConstraints,
    final: FinalChord | undefined,
    played: readonly TimelineEvent[],
  ): Promise<DrawnEvent | undefined> {
    if (final && this.#tick < Infinity) {
      return sampleTowardsEnd(options, from, constraints, final, struckAt(played, final.step));
    }
    const ids = await sampleEvent(options, from, constraints);
    const tick = tickOfStep(from.cursor.step + waitSteps(ids[pianoColumn.wait]));
    return tick < this.#tick ? { ids, from } : undefined;
  }
}

/** The daemon's notes at a step. */
const struckAt = (played: readonly TimelineEvent[], at: number): number =>
  played.filter(({ step, ordinal, what }) => step === at && ordinal >= 0 && what < PEDAL_DOWN_ID).length;
