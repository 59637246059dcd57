import type { LiveEvent } from '../protocol/live-event.js';
import type { Revision } from './composer.js';

/** A note as it was to be struck. */
export interface MutedNote {
  readonly tick: number;
  readonly pitch: number;
  readonly velocity: number;
}

/** What a session must remember, besides what everybody sees, to be played again note for note. */
export type ReplayRecord =
  | { readonly kind: 'revision'; readonly revision: Revision }
  /** Notes of the daemon's that count as played and were not struck: it was muted. */
  | { readonly kind: 'unheard'; readonly notes: readonly MutedNote[] }
  /** A composer that knows nothing of what was played took the place of one that had died. */
  | { readonly kind: 'composer-replaced'; readonly composer: string }
  /** The session ended: how many of the daemon's events were played, counted as in Revision. */
  | { readonly kind: 'end'; readonly kept: number; readonly tick: number; readonly atMs: number };

/** Everything a performance tells. */
export type PerformanceEvent = LiveEvent | ReplayRecord;

const replayKinds: Readonly<Record<ReplayRecord['kind'], true>> = {
  revision: true,
  unheard: true,
  'composer-replaced': true,
  end: true,
};

/** Whether an event is for the recording alone. */
export const isReplayRecord = (event: PerformanceEvent): event is ReplayRecord => event.kind in replayKinds;

/** Where a performance tells it; must not wait. */
export type Emit = (event: PerformanceEvent) => void;
