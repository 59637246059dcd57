import type { EventSequence } from '../model/event-schema.js';
import { advance, givenAfterWait, startRow, type EventCursor } from './event-cursor.js';
import { absentIn, fieldApplies, pianoSchema, type PianoRow } from './piano-schema.js';
import { waitIdOf } from './wait-vocabulary.js';

/** An event before it has a place in the rows: its ids, and the step where it should be struck. */
export interface PlacedEvent extends Pick<PianoRow, 'who' | 'what' | 'duration' | 'velocity' | 'tempo'> {
  readonly step: number;
}

const WIDTH = pianoSchema.length;

const eventRow = (cursor: EventCursor, waitId: number, event: PlacedEvent): number[] => {
  const row: PianoRow = { ...event, ...givenAfterWait(cursor, waitId), wait: waitId };
  return pianoSchema.map(({ name }) => (fieldApplies(name, row) ? row[name] : absentIn(name)));
};

/**
 * Rows of ids from events in playing order. Each wait is measured from where the rows really stand, so what a long
 * wait loses to its coarse vocabulary the next one gives back; wait 0 only joins what was on the same step.
 */
export const layRows = (start: EventCursor, events: readonly PlacedEvent[]): EventSequence => {
  const ids = new Int32Array((events.length + 1) * WIDTH);
  ids.set(startRow(start), 0);
  let cursor = start;
  let previousStep = start.step;
  events.forEach((event, i) => {
    const waitId = event.step === previousStep ? 0 : waitIdOf(event.step - cursor.step);
    ids.set(eventRow(cursor, waitId, event), (i + 1) * WIDTH);
    cursor = advance(cursor, waitId);
    previousStep = event.step;
  });
  return { length: events.length + 1, ids };
};
