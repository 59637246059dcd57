import { ClockRegression } from './clock-regression.js';
import { CLOCK_TICKS, SIXTEENTH_TICKS } from './clock-sender.js';

/** After this long without clocks, the source is taken to be gone. */
const LOST_MS = 2000;
/** The regression may place a clock at most this long before or after its arrival. */
const MOST_CORRECTED_MS = 60;
const MS_PER_MINUTE = 60_000;
const CLOCKS_PER_BEAT = 24;
/** Initial period: 120 quarters a minute. */
const UNKNOWN_PERIOD_MS = MS_PER_MINUTE / (120 * CLOCKS_PER_BEAT);

/** Results of following a clock's messages. Ticks are of the song at PPQ 480. */
export type FollowerAction =
  /** Music runs from here: `tick` sounds at `atMs`. */
  | { readonly kind: 'run'; readonly tick: number; readonly atMs: number; readonly bpm: number }
  /** Still running: the filtered time of the latest clock. */
  | { readonly kind: 'anchor'; readonly tick: number; readonly atMs: number; readonly bpm: number }
  | { readonly kind: 'stop' }
  /** No clock has come for two seconds. */
  | { readonly kind: 'lost' };

/**
 * Follows MIDI clock. The position is the number of clocks received, whatever their times, since each is a 24th of a
 * quarter (MIDI 1.0); their times only give the tempo, and when each clock was due.
 */
export class ClockFollower {
  readonly #line = new ClockRegression(UNKNOWN_PERIOD_MS);
  #heardMs = -Infinity;
  /** Position of the next clock. */
  #nextTick = 0;
  #state: 'stopped' | 'starting' | 'running' | 'lost' = 'stopped';

  /** Whether the song runs, or will at the next clock. */
  get isRunning(): boolean {
    return this.#state === 'running' || this.#state === 'starting';
  }

  /** Starts the song over at the next clock. */
  start(): void {
    this.#nextTick = 0;
    this.#state = 'starting';
  }

  /** Continues at the next clock from the current song position. */
  continue(): void {
    this.#state = 'starting';
  }

  stop(): readonly FollowerAction[] {
    const wasRunning = this.#state !== 'stopped';
    this.#state = 'stopped';
    return wasRunning ? [{ kind: 'stop' }] : [];
  }

  /** Moves to another song position at the next clock, if running; no change if already there. */
  songPosition(sixteenths: number): void {
    const tick = sixteenths * SIXTEENTH_TICKS;
    const isThere = tick === this.#nextTick || tick === this.#nextTick - CLOCK_TICKS;
    if (this.#state === 'running' && isThere) return;
    this.#nextTick = tick;
    if (this.#state === 'running' || this.#state === 'lost') this.#state = 'starting';
  }

  clock(atMs: number): readonly FollowerAction[] {
    // when music begins, a clock is the beat, not a delayed one from before
    const isNew = atMs - this.#heardMs > LOST_MS || (this.#state !== 'running' && this.#line.isAstray(atMs));
    if (isNew) this.#line.restart();
    this.#heardMs = atMs;
    this.#line.add(atMs);
    if (this.#state === 'stopped') return [];
    const dueMs = Math.min(atMs + MOST_CORRECTED_MS, Math.max(atMs - MOST_CORRECTED_MS, this.#line.latestMs));
    const kind = this.#state === 'running' ? 'anchor' : 'run';
    const tick = this.#nextTick;
    this.#nextTick += CLOCK_TICKS;
    this.#state = 'running';
    return [{ kind, tick, atMs: dueMs, bpm: MS_PER_MINUTE / (CLOCKS_PER_BEAT * this.#line.periodMs) }];
  }

  /** Detects that clocks have stopped; music continues with the next one, since there was no Stop. */
  advance(nowMs: number): readonly FollowerAction[] {
    if (this.#state !== 'running' || nowMs - this.#heardMs <= LOST_MS) return [];
    this.#state = 'lost';
    return [{ kind: 'lost' }];
  }

  /** The program received nothing until now, so earlier clocks are unknown. */
  wake(nowMs: number): void {
    if (this.#heardMs > -Infinity) this.#heardMs = nowMs;
  }
}
