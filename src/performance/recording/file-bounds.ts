import type { TransportState } from '../../protocol/live-event.js';
import type { PerformanceEvent } from '../performance-event.js';
import { SessionTime } from './session-time.js';
import { barLineAt, msAtTick, timeOf, transportAt } from './performance-state.js';

/** Limits of one recording file. */
export interface FileLimits {
  readonly bytes: number;
  readonly ticks: number;
}

/** A delta time in a .mid file is at most 0x0fffffff; at 120 bpm this leaves five hours for a bar line to come. */
export const FILE_LIMITS: FileLimits = { bytes: 32 * 1024 * 1024, ticks: 0x0f00_0000 };

/** Decides where one recording file ends and the next begins: at a bar line, or at once if stopped. */
export class FileBounds {
  readonly #limits: FileLimits;
  readonly #time = new SessionTime();
  #transport: TransportState | undefined;
  /** The bar line that ends the file; undefined while it has room. */
  #lastTick: number | undefined;

  constructor(limits: FileLimits) {
    this.#limits = limits;
  }

  /** When the next file begins, ms, if this event belongs to it; `bytes` is the size of this file. */
  nextFileMs(event: PerformanceEvent, bytes: number): number | undefined {
    const atMs = timeOf(event);
    if (atMs === undefined) return undefined;
    const nextMs = this.#isFull(atMs, bytes) ? this.#nextMs(event, atMs) : undefined;
    if (event.kind === 'transport') {
      this.#transport = event.transport;
      this.#time.follow(event.transport);
    }
    return nextMs;
  }

  #isFull(atMs: number, bytes: number): boolean {
    return this.#lastTick !== undefined || bytes >= this.#limits.bytes || this.#time.ofMs(atMs) >= this.#limits.ticks;
  }

  #nextMs(event: PerformanceEvent, atMs: number): number | undefined {
    const transport = this.#transport;
    if (!transport || transport.state === 'stopped') return atMs;
    const tick = 'tick' in event ? event.tick : transportAt(transport, atMs).tick;
    this.#lastTick ??= barLineAt(transport, tick, 'after');
    return tick < this.#lastTick ? undefined : msAtTick(transport, barLineAt(transport, tick, 'before'));
  }
}
