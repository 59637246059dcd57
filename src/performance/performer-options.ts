import type { Controls } from '../protocol/controls.js';
import type { Clock } from './clock.js';
import type { Composer } from './composer.js';
import type { Emit } from './performance-event.js';

/** What a performance is made with. */
export interface PerformerOptions {
  readonly clock: Clock;
  readonly composer: Composer;
  readonly emit: Emit;
  readonly controls: Controls;
  /** The edition of the composer to begin with; 0 as it was trained. */
  readonly edition?: number;
  readonly clockSource: 'internal' | 'external';
  readonly countInBars: number;
  /** Bars of every piece; without it a piece ends when that is asked for. */
  readonly bars?: number;
  /** 0–15. */
  readonly clickChannel: number;
  /** Names of the inputs by their numbers, to tell of them. */
  readonly inputNames?: readonly string[];
}
