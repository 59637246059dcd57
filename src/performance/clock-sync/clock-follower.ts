import { ClockRegression } from './clock-regression.js';
import { CLOCK_TICKS, SIXTEENTH_TICKS } from './clock-sender.js';

/** Without clocks for so long the other end has gone. */
const LOST_MS = 2000;
/** The line may say that a clock was due so long before it came in, or after, and no longer. */
const MOST_CORRECTED_MS = 60;
const MS_PER_MINUTE = 60_000;
const CLOCKS_PER_BEAT = 24;
/** Until the first clocks have told: 120 quarters a minute. */
const UNKNOWN_PERIOD_MS = MS_PER_MINUTE / (120 * CLOCKS_PER_BEAT);

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
 * Follows MIDI clock. The place is the number of clocks that came, whenever they came, since each is a 24th of a
 * quarter whatever the tempo (MIDI 1.0); their times only tell the tempo, and when each of them was due.
 */
export class ClockFollower {
  readonly #line = new ClockRegression(UNKNOWN_PERIOD_MS);
  #heardMs = -Infinity;
  /** Where the next clock is. */
  #nextTick = 0;
  #state: 'stopped' | 'starting' | 'running' | 'lost' = 'stopped';

  /** Whether music runs, or will at the next clock. */
  get isRunning(): boolean {
    return this.#state === 'running' || this.#state === 'starting';
  }

  /** Starts the song over at the next clock. */
  start(): void {
    this.#nextTick = 0;
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

  /** The song goes on from another place at the next clock, if it runs; where it is there already, it just goes on. */
  songPosition(sixteenths: number): void {
    const tick = sixteenths * SIXTEENTH_TICKS;
    const isThere = tick === this.#nextTick || tick === this.#nextTick - CLOCK_TICKS;
    if (this.#state === 'running' && isThere) return;
    this.#nextTick = tick;
    if (this.#state === 'running' || this.#state === 'lost') this.#state = 'starting';
  }

  clock(atMs: number): readonly FollowerAction[] {
    // where music begins, a clock is the beat, and no delayed one of what went before
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

  /** Notices that clocks have stopped coming; music goes on with the next one, since nobody has said Stop. */
  advance(nowMs: number): readonly FollowerAction[] {
    if (this.#state !== 'running' || nowMs - this.#heardMs <= LOST_MS) return [];
    this.#state = 'lost';
    return [{ kind: 'lost' }];
  }

  /** The program itself has been deaf until now, so that nobody knows what came. */
  wake(nowMs: number): void {
    if (this.#heardMs > -Infinity) this.#heardMs = nowMs;
  }
}
