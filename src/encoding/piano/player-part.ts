import type { EventSequence } from '../../model/event-schema.js';
import type { PlacedEvent } from './event-rows.js';
import { DAEMON_ID, PEDAL_DOWN_ID, PLAYER_ID, absentIn } from './piano-schema.js';
import { eventsOf, relaid } from './relay-rows.js';
import { idAt } from './row-timeline.js';

/** Whether the music has a player's part as written: a singer, or an instrument other than the piano. */
export const hasOwnPart = (sequence: EventSequence): boolean => {
  for (let row = 1; row < sequence.length; row++) if (idAt(sequence, row, 'who') === PLAYER_ID) return true;
  return false;
};

/** A larger id is longer or louder. */
const louder = (a: PlacedEvent, b: PlacedEvent): PlacedEvent => ({
  ...b,
  duration: Math.max(a.duration, b.duration),
  velocity: Math.max(a.velocity, b.velocity),
});

/**
 * A key that both parts strike at once has two rows on one step; here they become one note with the greater length and
 * velocity.
 */
const merged = (events: readonly PlacedEvent[]): PlacedEvent[] => {
  const kept = new Map<string, PlacedEvent>();
  events.forEach((event, i) => {
    const key = event.what < PEDAL_DOWN_ID ? `${event.step} ${event.what}` : `pedal ${i}`;
    const other = kept.get(key);
    kept.set(key, other ? louder(other, event) : event);
  });
  return [...kept.values()];
};

/** Events without a tempo take the next one that is known. */
const withTempos = (events: readonly PlacedEvent[]): PlacedEvent[] => {
  let tempo = absentIn('tempo');
  return events
    .toReversed()
    .map((event) => {
      if (event.tempo !== absentIn('tempo')) ({ tempo } = event);
      return event.who === PLAYER_ID ? { ...event, who: DAEMON_ID, tempo } : event;
    })
    .reverse();
};

/**
 * The same music without a player: the player's events become the piano's, and a key struck by both at once is one
 * note.
 */
export const asOnePiano = (sequence: EventSequence): EventSequence =>
  hasOwnPart(sequence) ? relaid(sequence, merged(withTempos(eventsOf(sequence)))) : sequence;
