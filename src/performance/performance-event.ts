import type { LiveEvent } from '../protocol/live-event.js';
import type { Revision } from './composer.js';

/** A note that would have been struck. */
export interface MutedNote {
  readonly tick: number;
  readonly pitch: number;
  readonly velocity: number;
}

/** Additional records needed to replay a session note for note. */
export type ReplayRecord =
  | { readonly kind: 'revision'; readonly revision: Revision }
  /** The daemon's notes that count as played but were muted. */
  | { readonly kind: 'unheard'; readonly notes: readonly MutedNote[] }
  /** A new composer without state replaced one that had died. */
  | { readonly kind: 'composer-replaced'; readonly composer: string }
  /** The session ended: how many of the daemon's events were played, counted as in Revision. */
  | { readonly kind: 'end'; readonly kept: number; readonly tick: number; readonly atMs: number };

/** Everything a performance reports. */
export type PerformanceEvent = LiveEvent | ReplayRecord;

const replayKinds: Readonly<Record<ReplayRecord['kind'], true>> = {
  revision: true,
  unheard: true,
  'composer-replaced': true,
  end: true,
};

/** Whether an event is for the recording alone. */
export const isReplayRecord = (event: PerformanceEvent): event is ReplayRecord => event.kind in replayKinds;

/** Receives the performance's events; must not block. */
export type Emit = (event: PerformanceEvent) => void;
