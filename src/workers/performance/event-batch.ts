import type { PerformanceEvent } from '../../performance/performance-event.js';

/** Events go to the main thread together, this long after the first of them. */
const BATCH_MS = 20;
/** Beyond this many they go at once. */
const MOST_EVENTS = 256;

/** Gathers events, so that the thread that plays sends few messages. */
export class EventBatch {
  readonly #send: (events: readonly PerformanceEvent[]) => void;
  #events: PerformanceEvent[] = [];
  #dueMs = Infinity;

  constructor(send: (events: readonly PerformanceEvent[]) => void) {
    this.#send = send;
  }

  /** When the gathered events are to go; Infinity for none. */
  get dueMs(): number {
    return this.#dueMs;
  }

  add(event: PerformanceEvent, nowMs: number): void {
    if (this.#events.length === 0) this.#dueMs = nowMs + BATCH_MS;
    this.#events.push(event);
    if (this.#events.length >= MOST_EVENTS) this.flush();
  }

  flush(): void {
    this.#dueMs = Infinity;
    if (this.#events.length === 0) return;
    this.#send(this.#events);
    this.#events = [];
  }
}
