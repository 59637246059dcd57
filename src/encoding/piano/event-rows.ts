import type { EventSequence } from '../../model/event-schema.js';
import { advance, givenAfterWait, startRow, writeGiven, type EventCursor } from './event-cursor.js';
import { absentIn, fieldApplies, pianoColumn, pianoSchema, type PianoRow } from './piano-schema.js';
import { waitIdOf } from '../vocabulary/wait.js';

/** An event before it has a place in the rows: its ids, and the step where it should be struck. */
export interface PlacedEvent extends Pick<PianoRow, 'who' | 'what' | 'duration' | 'velocity' | 'tempo'> {
  readonly step: number;
}

const WIDTH = pianoSchema.length;

/** Writes one row from `at` on, column by column: this runs for every event of a corpus, so it makes few objects. */
const writeRow = (ids: Int32Array, at: number, cursor: EventCursor, waitId: number, event: PlacedEvent): void => {
  const given = givenAfterWait(cursor, waitId);
  const soFar = { wait: waitId, what: event.what };
  ids[at + pianoColumn.who] = event.who;
  ids[at + pianoColumn.wait] = waitId;
  writeGiven(ids, given, at);
  ids[at + pianoColumn.what] = event.what;
  ids[at + pianoColumn.duration] = fieldApplies('duration', soFar) ? event.duration : absentIn('duration');
  ids[at + pianoColumn.velocity] = fieldApplies('velocity', soFar) ? event.velocity : absentIn('velocity');
  ids[at + pianoColumn.tempo] = fieldApplies('tempo', soFar) ? event.tempo : absentIn('tempo');
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
    writeRow(ids, (i + 1) * WIDTH, cursor, waitId, event);
    cursor = advance(cursor, waitId);
    previousStep = event.step;
  });
  return { length: events.length + 1, ids };
};
