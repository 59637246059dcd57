import { applyEvent } from '../protocol/apply-event.js';
import type { LiveEvent, Snapshot } from '../protocol/live-event.js';
import { isolateFaults } from './isolate-faults.js';

/** An event and its number in the daemon's life, from 1 on. */
export interface NumberedEvent {
  readonly number: number;
  readonly event: LiveEvent;
}

/** Collects all events, keeps the snapshot and notifies subscribers. */
export class EventHub {
  readonly #nowMs: () => number;
  readonly #sinceMs: number;
  #snapshot: Snapshot;
  #number = 0;
  readonly #listeners = new Set<(event: NumberedEvent) => void>();

  /** `nowMs` is the monotonic clock of all events. */
  constructor(snapshot: Snapshot, nowMs: () => number) {
    this.#snapshot = snapshot;
    this.#nowMs = nowMs;
    this.#sinceMs = nowMs();
  }

  get snapshot(): Snapshot {
    const nowMs = this.#nowMs();
    return { ...this.#snapshot, nowMs, upSeconds: (nowMs - this.#sinceMs) / 1000 };
  }

  /** Number of the latest event. */
  get number(): number {
    return this.#number;
  }

  publish(event: LiveEvent): void {
    this.#snapshot = applyEvent(this.#snapshot, event);
    const numbered = { number: ++this.#number, event };
    for (const listener of this.#listeners) isolateFaults(() => listener(numbered));
  }

  /** Gives the function that ends the subscription. */
  subscribe(listener: (event: NumberedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when no music plays. */
  async stopped(): Promise<void> {
    if (this.snapshot.transport.state === 'stopped') return;
    await new Promise<void>((resolve) => {
      const unsubscribe = this.subscribe(({ event }) => {
        if (event.kind !== 'transport' || event.transport.state !== 'stopped') return;
        unsubscribe();
        resolve();
      });
    });
  }
}
