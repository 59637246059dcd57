import type { EventSequence } from '../../model/event-schema.js';
import { startCursor, type EventCursor } from './event-cursor.js';
import { idAt, meterSpansOf, rowSteps } from './row-timeline.js';

/** The cursor after the last row of a sequence, so that generation can continue from a primer. */
export const resumeCursor = (sequence: EventSequence): EventCursor => {
  const last = sequence.length - 1;
  return startCursor(meterSpansOf(sequence), {
    step: rowSteps(sequence)[last],
    composer: idAt(sequence, last, 'composer'),
    source: idAt(sequence, last, 'source'),
  });
};
