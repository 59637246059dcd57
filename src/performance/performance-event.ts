import type { LiveEvent } from '../protocol/live-event.js';
import type { Revision } from './composer.js';

/** What a session must remember, besides what everybody sees, to be played again note for note. */
export type ReplayRecord =
  | { readonly kind: 'revision'; readonly revision: Revision }
  /** The session ended: how many of the daemon's events were played, counted as in Revision. */
  | { readonly kind: 'end'; readonly kept: number; readonly tick: number; readonly atMs: number };

/** Everything a performance tells. */
export type PerformanceEvent = LiveEvent | ReplayRecord;

/** Where a performance tells it; must not wait. */
export type Tell = (event: PerformanceEvent) => void;
