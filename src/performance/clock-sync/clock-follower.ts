import { CLOCK_TICKS } from './clock-sender.js';

/** Clocks that the filter remembers once it has settled: a quarter. */
const MEMORY_CLOCKS = 24;
/** Without clocks for so long the other end has gone. */
const LOST_MS = 2000;
/** Closer to the last clock than this share of a period it is a double. */
const DOUBLE = 0.3;
/** So far from where it was expected (a share of a period, and more than jitter), so many times in a row … */
const ASTRAY = 0.12;
const ASTRAY_MS = 3;
/** … the tempo has changed. */
const ASTRAY_TIMES = 4;
const RELEARN_CLOCKS = 3;
const SIXTEENTH_TICKS = 6 * CLOCK_TICKS;
const MS_PER_MINUTE = 60_000;
const CLOCKS_PER_BEAT = 24;
/** Until the first clocks have told: 120 quarters a minute. */
const UNKNOWN_PERIOD_MS = MS_PER_MINUTE / (120 * CLOCKS_PER_BEAT);
/** 15 to 500 quarters a minute: what is outside is no musical clock. */
const SHORTEST_PERIOD_MS = MS_PER_MINUTE / (500 * CLOCKS_PER_BEAT);
const LONGEST_PERIOD_MS = MS_PER_MINUTE / (15 * CLOCKS_PER_BEAT);

/** What following makes of a clock's messages. Ticks are of the song at PPQ 480. */
export type FollowerAction =
  /** Music runs from here: `tick` sounds at `atMs`. */
  | { readonly kind: 'run'; readonly tick: number; readonly atMs: number; readonly bpm: number }
  /** It runs on: the filtered time of the latest clock. */
  | { readonly kind: 'anchor'; readonly tick: number; readonly atMs: number; readonly bpm: number }
  | { readonly kind: 'stop' }
  /** No clock has come for two seconds. */
  | { readonly kind: 'lost' };

/**
 * Follows MIDI clock: a least-squares line through the times of the clocks with fading memory (the expanding, then
 * fixed gains of the alpha-beta filter; Brookner 1998, ch. 1), so that jitter of single clocks is averaged away.
 * Missing clocks are counted by time, doubled ones are passed over.
 */
export class ClockFollower {
  #periodMs = UNKNOWN_PERIOD_MS;
  /** Filtered time of the latest clock; −Infinity before any. */
  #clockMs = -Infinity;
  #heardMs = -Infinity;
  #learned = 0;
  #astray = 0;
  #doubles = 0;
  #tick = 0;
  #state: 'stopped' | 'starting' | 'running' = 'stopped';

  /** Starts the song over at the next clock. */
  start(): void {
    this.#tick = 0;
    this.#state = 'starting';
  }

  /** Goes on at the next clock where the song stands. */
  continue(): void {
    this.#state = 'starting';
  }

  stop(): readonly FollowerAction[] {
    const wasRunning = this.#state !== 'stopped';
    this.#state = 'stopped';
    return wasRunning ? [{ kind: 'stop' }] : [];
  }

  /** The song goes on from another place at the next clock, if it runs. */
  songPosition(sixteenths: number): void {
    this.#tick = sixteenths * SIXTEENTH_TICKS;
    if (this.#state === 'running') this.#state = 'starting';
  }

  clock(atMs: number): readonly FollowerAction[] {
    const clocks = this.#clocksSince(atMs);
    if (clocks === 0) return [];
    this.#heardMs = atMs;
    this.#learn(atMs, clocks);
    const bpm = MS_PER_MINUTE / (CLOCKS_PER_BEAT * this.#periodMs);
    if (this.#state === 'stopped') return [];
    if (this.#state === 'starting') {
      this.#state = 'running';
      return [{ kind: 'run', tick: this.#tick, atMs: this.#clockMs, bpm }];
    }
    this.#tick += clocks * CLOCK_TICKS;
    return [{ kind: 'anchor', tick: this.#tick, atMs: this.#clockMs, bpm }];
  }

  /** Notices that clocks have stopped coming. */
  advance(nowMs: number): readonly FollowerAction[] {
    if (this.#state !== 'running' || nowMs - this.#heardMs <= LOST_MS) return [];
    this.#state = 'stopped';
    this.#forget();
    return [{ kind: 'lost' }];
  }

  /** How many clocks this one stands for: 0 for a double, more than one where some were lost. */
  #clocksSince(atMs: number): number {
    if (this.#learned === 0 || atMs - this.#heardMs > LOST_MS) {
      this.#forget();
      return 1;
    }
    const periods = (atMs - this.#clockMs) / this.#periodMs;
    if (this.#learned > 1 && periods < DOUBLE && ++this.#doubles < CLOCKS_PER_BEAT) return 0;
    if (periods < DOUBLE) this.#forget();
    else this.#doubles = 0;
    // the second clock is the first to tell a period, so it cannot tell how many are missing
    return this.#learned > 1 ? Math.max(1, Math.round(periods)) : 1;
  }

  #learn(atMs: number, clocks: number): void {
    if (this.#learned === 0) {
      this.#learned = 1;
      this.#clockMs = atMs;
      return;
    }
    if (this.#learned === 1) this.#periodMs = bounded(atMs - this.#clockMs);
    const expectedMs = this.#clockMs + clocks * this.#periodMs;
    const error = atMs - expectedMs;
    this.#watchForChange(error);
    const n = Math.min(this.#learned + 1, MEMORY_CLOCKS);
    this.#learned++;
    this.#clockMs = expectedMs + ((2 * (2 * n - 1)) / (n * (n + 1))) * error;
    this.#periodMs = bounded(this.#periodMs + ((6 / (n * (n + 1))) * error) / clocks);
  }

  /** Errors of one sign in a row are no jitter: the filter forgets, and learns the new tempo quickly. */
  #watchForChange(error: number): void {
    const isAstray = Math.abs(error) > Math.max(ASTRAY_MS, ASTRAY * this.#periodMs);
    const sameWay = Math.sign(error) === Math.sign(this.#astray);
    this.#astray = !isAstray ? 0 : sameWay ? this.#astray + Math.sign(error) : Math.sign(error);
    if (Math.abs(this.#astray) < ASTRAY_TIMES) return;
    this.#astray = 0;
    this.#learned = Math.min(this.#learned, RELEARN_CLOCKS);
  }

  #forget(): void {
    this.#learned = 0;
    this.#astray = 0;
    this.#doubles = 0;
  }
}

const bounded = (periodMs: number): number => Math.min(LONGEST_PERIOD_MS, Math.max(SHORTEST_PERIOD_MS, periodMs));
