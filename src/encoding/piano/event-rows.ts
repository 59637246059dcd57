import type { EventSequence } from '../../model/event-schema.js';
import { advance, givenAfterWait, startRow, writeGiven, type EventCursor } from './event-cursor.js';
import { absentIn, fieldApplies, pianoColumn, pianoSchema, type PianoRow } from './piano-schema.js';
import { waitIdOf } from '../vocabulary/wait.js';

/** An event not yet placed in rows: its ids, and its step. */
export interface PlacedEvent extends Pick<PianoRow, 'who' | 'what' | 'duration' | 'velocity' | 'tempo'> {
  readonly step: number;
}

const WIDTH = pianoSchema.length;

/** Writes one row starting at `at`, column by column: this runs for every event of a corpus, so it allocates little. */
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
 * Rows of ids from events in playing order. Each wait is measured from the decoded position, so the next wait corrects
 * the rounding of a coarse one; wait 0 only joins events on the same step.
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
