import type { ComposedEvent } from '../composer.js';

/** An event to be played. */
export interface PlannedEvent {
  /** Counts all events ever planned in the session. */
  readonly id: number;
  readonly event: ComposedEvent;
}

/** The daemon's planned events in order of ticks, not yet handed to the scheduler. */
export class NoteQueue {
  #events: PlannedEvent[] = [];
  #taken = 0;
  #nextId = 0;

  add(event: ComposedEvent): PlannedEvent {
    const planned = { id: this.#nextId++, event };
    this.#events.push(planned);
    return planned;
  }

  get events(): readonly PlannedEvent[] {
    return this.#events;
  }

  /** Events that have been or will be played, over the whole session: `kept` of a Revision. */
  get kept(): number {
    return this.#taken + this.#events.length;
  }

  /** Hands over all events up to `tick`. */
  takeUntil(tick: number): readonly PlannedEvent[] {
    let count = 0;
    while (count < this.#events.length && this.#events[count].event.tick <= tick) count++;
    this.#taken += count;
    return this.#events.splice(0, count);
  }

  /** This many of the latest events handed over never sounded. */
  untake(count: number): void {
    this.#taken -= count;
  }

  /** Withdraws and returns the events at `tick` or later. */
  truncate(tick: number): readonly PlannedEvent[] {
    const first = this.#events.findIndex(({ event }) => event.tick >= tick);
    return first < 0 ? [] : this.#events.splice(first);
  }
}
