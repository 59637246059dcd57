/** A longer pause begins a new tempo. */
const LONGEST_MS = 2100;
/** An interval that differs by more than this factor from the others begins a new tempo. */
const WILDEST = 1.6;
const MEMORY = 8;
const SLOWEST_BPM = 20;
const FASTEST_BPM = 400;
const MS_PER_MINUTE = 60_000;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Tap tempo, one tap per quarter: the median of the latest intervals, so that a single slip does not matter. */
export class TapTempo {
  #intervals: readonly number[] = [];
  #lastMs = -Infinity;

  /** One tap; returns the tempo from the second tap on, 20–400 bpm. */
  tap(atMs: number): number | null {
    const interval = atMs - this.#lastMs;
    this.#lastMs = atMs;
    if (interval <= 0 || interval > LONGEST_MS) {
      this.#intervals = [];
      return null;
    }
    const usual = this.#intervals.length > 0 ? median(this.#intervals) : interval;
    const isWild = Math.max(interval / usual, usual / interval) > WILDEST;
    this.#intervals = isWild ? [interval] : [...this.#intervals, interval].slice(-MEMORY);
    const bpm = MS_PER_MINUTE / median(this.#intervals);
    return Math.min(FASTEST_BPM, Math.max(SLOWEST_BPM, bpm));
  }
}
