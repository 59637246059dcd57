import type { Ending } from './composer.js';
import type { Controls } from '../protocol/controls.js';
import type { PhraseCollector } from './listening/phrase-collector.js';
import type { PlayerRange } from './listening/player-range.js';
import type { Emit } from './performance-event.js';
import type { RevisionTracker } from './playing/revision-tracker.js';
import type { Player } from './playing/player.js';
import type { Transport } from './transport/transport.js';

/** Shared by the parts of a performance. */
export interface PerformanceContext {
  readonly transport: Transport;
  readonly player: Player;
  readonly revisions: RevisionTracker;
  readonly listener: PhraseCollector;
  readonly range: PlayerRange;
  readonly emit: Emit;
  /** Current values; replaced, never mutated. */
  controls: Controls;
  /** The model's current edition. */
  edition: number;
  /** Which piece of the session plays, from 0. */
  piece: number;
  /** How the piece should end; null while it continues. */
  ending: Ending | null;
}
