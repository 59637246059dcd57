/** Most clocks in the regression: three quarters. */
const MEMORY_CLOCKS = 72;
const FEWEST_CLOCKS = 12;
/** Fewest clocks for estimating the spread. */
const FEWEST_TO_JUDGE = 8;
const UNKNOWN_SPREAD_MS = 4;
/** Smallest spread: even a perfect clock is not delivered more exactly. */
const LEAST_SPREAD_MS = 0.3;
/** A clock further from the line than this is an outlier, … */
const ASTRAY_MS = 3;
const ASTRAY_SPREADS = 3;
/** … and this many consecutive ones on the same side, evenly spaced, are a new line. */
const ASTRAY_TIMES = 4;
/** The latest clocks, whose common distance from the line reveals a tempo change. */
const LATEST_CLOCKS = 12;
/** Huber's threshold: distances beyond this many spreads count no more than the threshold. */
const HUBER = 1.5;
const FITS = 2;
/** Weight of the previous period: as a few clocks, or as a quarter of them. */
const WEAK_PRIOR = 2;
const STRONG_PRIOR = 1150;
/** For normally distributed values, the standard deviation is this many times the median absolute deviation. */
const DEVIATIONS_PER_MEDIAN = 1.4826;
/** 15 to 500 quarters a minute: other periods are not a musical clock. */
const SHORTEST_PERIOD_MS = 5;
const LONGEST_PERIOD_MS = 60_000 / (15 * 24);

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

const bounded = (periodMs: number): number => Math.min(LONGEST_PERIOD_MS, Math.max(SHORTEST_PERIOD_MS, periodMs));

/**
 * A straight line through the times at which evenly spaced clocks came in, each with its delay: regression with Huber's
 * weights, so that single late clocks and bunched clocks hardly matter. It uses fewer clocks when the tempo changes
 * gradually, and restarts when it jumps or the clocks pause.
 */
export class ClockRegression {
  #times: number[] = [];
  #periodMs: number;
  #prior: { readonly periodMs: number; readonly weight: number };
  /** The line's time for the latest clock. */
  #latestMs = -Infinity;
  #spreadMs = UNKNOWN_SPREAD_MS;
  /** Consecutive outliers on the same side. */
  #astray = 0;
  #side = 0;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
    this.#prior = { periodMs, weight: WEAK_PRIOR };
  }

  get periodMs(): number {
    return this.#periodMs;
  }

  /** When the latest clock was due, by the regression; −Infinity before any. */
  get latestMs(): number {
    return this.#latestMs;
  }

  /** Whether the next clock at that time would be an outlier. */
  isAstray(atMs: number): boolean {
    return this.#times.length === 0 || Math.abs(this.#distance(atMs)) > this.#toleranceMs;
  }

  /** Adds the next clock. */
  add(atMs: number): void {
    this.#watch(this.#times.length === 0 ? 0 : this.#distance(atMs));
    this.#times.push(atMs);
    if (this.#times.length > MEMORY_CLOCKS) this.#times.shift();
    if (this.#astray >= ASTRAY_TIMES) this.#beginAnew();
    for (let i = 0; i < FITS; i++) this.#fit();
    this.#forgetBend();
  }

  /** Drops all clocks; the period stays until new ones come. */
  restart(): void {
    this.#times = [];
    this.#prior = { periodMs: this.#periodMs, weight: WEAK_PRIOR };
    this.#spreadMs = UNKNOWN_SPREAD_MS;
    this.#astray = 0;
  }

  get #toleranceMs(): number {
    return Math.max(ASTRAY_MS, ASTRAY_SPREADS * this.#spreadMs);
  }

  #distance(atMs: number): number {
    return atMs - (this.#latestMs + this.#periodMs);
  }

  #watch(distance: number): void {
    const isFar = this.#times.length >= FEWEST_TO_JUDGE && Math.abs(distance) > this.#toleranceMs;
    this.#astray = !isFar ? 0 : Math.sign(distance) === this.#side ? this.#astray + 1 : 1;
    this.#side = Math.sign(distance);
  }

  /** A line through the outliers alone, if they are evenly spaced (delayed clocks that arrive all at once are not). */
  #beginAnew(): void {
    const times = this.#times.slice(-this.#astray);
    const periodMs = (times[times.length - 1] - times[0]) / (times.length - 1);
    if (periodMs !== bounded(periodMs)) return;
    const apartMs = Math.abs(periodMs - this.#periodMs) * (times.length - 1);
    const isSame = apartMs <= HUBER * this.#spreadMs;
    this.#prior = isSame ? { periodMs: this.#periodMs, weight: STRONG_PRIOR } : { periodMs, weight: WEAK_PRIOR };
    this.#periodMs = this.#prior.periodMs;
    this.#times = times;
    this.#latestMs = times[times.length - 1];
    this.#astray = 0;
  }

  /** One step of iteratively reweighted least squares. */
  #fit(): void {
    const distances = this.#distances();
    if (distances.length >= FEWEST_TO_JUDGE) {
      const spread = DEVIATIONS_PER_MEDIAN * median(distances.map(Math.abs));
      this.#spreadMs = Math.max(LEAST_SPREAD_MS, spread);
    }
    const far = HUBER * this.#spreadMs;
    const weights = distances.map((distance) => Math.min(1, far / Math.max(far, Math.abs(distance))));
    this.#solve(weights);
  }

  /** Distance of each clock from the line, or from a line through the latest before there is one. */
  #distances(): readonly number[] {
    const last = this.#times.length - 1;
    const latestMs = last === 0 ? this.#times[0] : this.#latestMs;
    return this.#times.map((time, i) => time - latestMs - (i - last) * this.#periodMs);
  }

  #solve(weights: readonly number[]): void {
    const last = this.#times.length - 1;
    const origin = this.#times[last];
    let [sum, x, y, xx, xy] = [0, 0, 0, 0, 0];
    for (const [i, weight] of weights.entries()) {
      const [dx, dy] = [i - last, this.#times[i] - origin];
      sum += weight;
      x += weight * dx;
      y += weight * dy;
      xx += weight * dx * dx;
      xy += weight * dx * dy;
    }
    const { periodMs, weight } = this.#prior;
    const slope = (xy - (x * y) / sum + weight * periodMs) / (xx - (x * x) / sum + weight);
    this.#periodMs = bounded(slope);
    this.#latestMs = origin + y / sum - (this.#periodMs * x) / sum;
  }

  /** The latest clocks are all on one side: the tempo is changing, and older clocks belong to another one. */
  #forgetBend(): void {
    if (this.#times.length <= FEWEST_CLOCKS) return;
    const bend = median(this.#distances().slice(-LATEST_CLOCKS));
    if (Math.abs(bend) > this.#spreadMs) this.#times.splice(0, Math.ceil(this.#times.length / 8));
  }
}
