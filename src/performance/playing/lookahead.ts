import type { Mode } from '../../protocol/controls.js';
import { PPQ } from '../../music/piece.js';

const GROWTH = 1.5;
const LARGEST_FACTOR = 4;
const RELAX_AFTER_MS = 30_000;

/** How far ahead music is composed: a bar in solo and answer mode, a beat in a duet; more after late notes. */
export class Lookahead {
  #factor = 1;
  #lastLateMs = -Infinity;

  ticks(mode: Mode, barTicks: number): number {
    return Math.ceil((mode === 'duet' ? PPQ : barTicks) * this.#factor);
  }

  /** A note came too late. */
  widen(nowMs: number): void {
    this.#factor = Math.min(LARGEST_FACTOR, this.#factor * GROWTH);
    this.#lastLateMs = nowMs;
  }

  /** Decreases again step by step while nothing is late. */
  relax(nowMs: number): void {
    if (this.#factor === 1 || nowMs - this.#lastLateMs < RELAX_AFTER_MS) return;
    this.#factor = Math.max(1, this.#factor / GROWTH);
    this.#lastLateMs = nowMs;
  }
}
