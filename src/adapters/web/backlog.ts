import type { LiveEvent } from '../../protocol/live-event.js';

/** The latest events by number, for clients that reconnect. */
export class Backlog {
  readonly #most: number;
  #events: LiveEvent[] = [];
  /** Number of the event that is kept longest. */
  #first: number;

  /** `next` is the number of the first event to come. */
  constructor(most: number, next: number) {
    this.#most = most;
    this.#first = next;
  }

  add(events: readonly LiveEvent[]): void {
    this.#events.push(...events);
    const tooMany = this.#events.length - this.#most;
    // dropped by the half, so that the array is not moved at every event
    if (tooMany < this.#most / 2) return;
    this.#events = this.#events.slice(tooMany);
    this.#first += tooMany;
  }

  /** All events after that number; undefined where some of them are gone, or it lies in the future. */
  after(number: number): readonly LiveEvent[] | undefined {
    const from = number + 1 - this.#first;
    return from < 0 || from > this.#events.length ? undefined : this.#events.slice(from);
  }
}
