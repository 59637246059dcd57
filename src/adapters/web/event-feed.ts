import type { LiveEvent, Snapshot } from '../../protocol/live-event.js';

/** Where the stream takes what it sends. */
export interface EventFeed {
  /** How everything stands now. */
  readonly snapshot: Snapshot;
  /** Number of the latest event. */
  readonly number: number;
  /** Calls back at every event, in order; gives the function that ends this. */
  subscribe(listener: (event: { readonly number: number; readonly event: LiveEvent }) => void): () => void;
}
