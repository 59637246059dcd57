import type { LiveEvent, Snapshot } from '../protocol/live-event.js';
import { applyEvent } from './snapshot-state.js';

/** An event and its number in the daemon's life, from 1 on. */
export interface NumberedEvent {
  readonly number: number;
  readonly event: LiveEvent;
}

/** Where everything that happens comes together: it keeps the snapshot and tells whoever listens. */
export class EventHub {
  #snapshot: Snapshot;
  #number = 0;
  readonly #listeners = new Set<(event: NumberedEvent) => void>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Number of the latest event. */
  get number(): number {
    return this.#number;
  }

  publish(event: LiveEvent): void {
    this.#snapshot = applyEvent(this.#snapshot, event);
    const numbered = { number: ++this.#number, event };
    for (const listener of this.#listeners) listener(numbered);
  }

  /** Gives the function that ends the subscription. */
  subscribe(listener: (event: NumberedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
