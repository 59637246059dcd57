import type { EventSequence } from '../../model/event-schema.js';
import { startCursor } from './event-cursor.js';
import { layRows, type PlacedEvent } from './event-rows.js';
import { idAt, meterSpansOf, placedAt, rowSteps } from './row-timeline.js';

/** The events of a sequence with their steps, without the start row. */
export const eventsOf = (sequence: EventSequence): PlacedEvent[] =>
  rowSteps(sequence)
    .slice(1)
    .map((step, i) => placedAt(sequence, i + 1, step));

/** Other events put into the bars of a sequence, with its composer and kind of source, in order of their steps. */
export const relaid = (sequence: EventSequence, events: readonly PlacedEvent[]): EventSequence => {
  const about = { step: 0, composer: idAt(sequence, 0, 'composer'), source: idAt(sequence, 0, 'source') };
  const inOrder = [...events].sort((a, b) => a.step - b.step);
  return layRows(startCursor(meterSpansOf(sequence), about), inOrder);
};
