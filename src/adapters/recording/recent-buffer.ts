import type { PerformanceEvent } from '../../performance/performance-event.js';

/** How far back `keep` can reach … */
const MEMORY_MS = 3_600_000;
/** … and never more events than this: an hour of dense music. */
const MOST_EVENTS = 400_000;
/** Old events are dropped in lots, so that dropping costs nothing. */
const LOT = 10_000;

/** The latest hour of a performance, kept in memory whether or not it is recorded. */
export class RecentBuffer {
  #events: PerformanceEvent[] = [];
  #latestMs = 0;

  get events(): readonly PerformanceEvent[] {
    return this.#events;
  }

  /** Time of the latest event, ms of the monotonic clock. */
  get latestMs(): number {
    return this.#latestMs;
  }

  add(event: PerformanceEvent): void {
    this.#events.push(event);
    if ('atMs' in event) this.#latestMs = Math.max(this.#latestMs, event.atMs);
    if (this.#events.length % LOT === 0) this.#drop();
  }

  /** Keeps what explains the rest: the transport that the dropped events left behind. */
  #drop(): void {
    const oldestMs = this.#latestMs - MEMORY_MS;
    const surplus = this.#events.length - MOST_EVENTS;
    const first = this.#events.findIndex((event, i) => i >= surplus && (!('atMs' in event) || event.atMs >= oldestMs));
    const cut = Math.max(0, first);
    const transport = this.#events.slice(0, cut).findLast(({ kind }) => kind === 'transport');
    this.#events = [...(transport ? [transport] : []), ...this.#events.slice(cut)];
  }
}
