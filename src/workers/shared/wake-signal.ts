import type { Clock } from '../../performance/clock.js';

/** A waiting thread wakes this long before its deadline and spins the rest, since sleeping is not exact. */
const SPIN_MS = 0.5;

/** A word in shared memory with which one thread wakes another. */
export class WakeSignal {
  readonly #word: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#word = new Int32Array(buffer);
  }

  static buffer(): SharedArrayBuffer {
    return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  }

  /** Number of signals; read it before checking for news, so that none is missed. */
  get count(): number {
    return Atomics.load(this.#word, 0);
  }

  ring(): void {
    Atomics.add(this.#word, 0, 1);
    Atomics.notify(this.#word, 0);
  }

  /**
   * Blocks until `deadlineMs` on the clock, or until it has been rung more than `seen` times. The last half
   * millisecond it spins.
   */
  waitUntil(deadlineMs: number, seen: number, clock: Clock): void {
    const sleepMs = deadlineMs - clock.nowMs() - SPIN_MS;
    if (sleepMs > 0 && Atomics.wait(this.#word, 0, seen, sleepMs) !== 'timed-out') return;
    while (clock.nowMs() < deadlineMs) if (this.count !== seen) return;
  }
}
