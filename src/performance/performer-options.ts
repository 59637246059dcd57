import type { Controls } from '../protocol/controls.js';
import type { Clock } from './clock.js';
import type { Composer } from './composer.js';
import type { Emit } from './performance-event.js';

/** Options of a performance. */
export interface PerformerOptions {
  readonly clock: Clock;
  readonly composer: Composer;
  readonly emit: Emit;
  readonly controls: Controls;
  /** The model's initial edition; 0 as trained. */
  readonly edition?: number;
  readonly clockSource: 'internal' | 'external';
  readonly countInBars: number;
  /** Bars of every piece; without it a piece ends only on request. */
  readonly bars?: number;
  /** 0–15. */
  readonly clickChannel: number;
  /** Names of the inputs by number, for messages. */
  readonly inputNames?: readonly string[];
}
