import type { Meter } from '../../music/meter.js';
import { meterSpan, spanAt, stepsIntoBar, type MeterSpan } from '../../encoding/shared/meter-span.js';
import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { meterOfId } from '../../encoding/vocabulary/meter.js';
import { idAt, meterSpansOf, placedAt, rowSteps } from '../../encoding/piano/row-timeline.js';
import type { EventSequence } from '../../model/event-schema.js';

/** A primer, placed before tick 0 of the performance. */
export interface LivePrimer {
  /** Steps are negative: the first bar line after the last event is step 0. */
  readonly events: readonly PlacedEvent[];
  readonly metres: readonly MeterSpan[];
  /** The metre at its end; 4/4 if unknown. */
  readonly metre: Meter;
  /** The source flags of its rows (source-flags.ts), for what follows. */
  readonly source: number;
}

const COMMON_TIME: Meter = { numerator: 4, denominator: 4 };

/** Places a primer, its start row first, so that the music continues from it at step 0. */
export const livePrimerOf = (sequence: EventSequence): LivePrimer => {
  const steps = rowSteps(sequence);
  const spans = meterSpansOf(sequence);
  const lastStep = steps[steps.length - 1];
  const span = spanAt(spans, lastStep);
  const barSteps = span.barSteps > 0 ? span.barSteps : 4 * STEPS_PER_BEAT;
  const zero = sequence.length > 1 ? lastStep - (stepsIntoBar(span, lastStep) % barSteps) + barSteps : lastStep;
  const rows = Array.from({ length: sequence.length - 1 }, (_, i) => i + 1);
  return {
    events: rows.map((row) => placedAt(sequence, row, steps[row] - zero)),
    metres: spans.map((each) => ({ ...each, step: each.step - zero })),
    metre: meterOfId(span.meterId) ?? COMMON_TIME,
    source: idAt(sequence, sequence.length - 1, 'source'),
  };
};

/** No primer. */
export const emptyPrimer = (source: number): LivePrimer => ({
  events: [],
  metres: [meterSpan(0, COMMON_TIME)],
  metre: COMMON_TIME,
  source,
});
