import type { Ending } from '../composer.js';
import type { Controls } from '../../protocol/controls.js';
import type { Listener } from '../listening/listener.js';
import type { PlayerRange } from '../listening/player-range.js';
import type { Tell } from '../performance-event.js';
import type { Course } from '../playing/course.js';
import type { Player } from '../playing/player.js';
import type { Transport } from '../transport/transport.js';

/** What the parts of a performance share. */
export interface Stage {
  readonly transport: Transport;
  readonly player: Player;
  readonly course: Course;
  readonly listener: Listener;
  readonly range: PlayerRange;
  readonly tell: Tell;
  /** As they hold now; replaced, never changed. */
  controls: Controls;
  /** Of the composer, as it plays now. */
  edition: number;
  /** Which piece of the session plays, from 0. */
  piece: number;
  /** How it is to end; null while it goes on. */
  ending: Ending | null;
}
