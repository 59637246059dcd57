/** A clock that gains or loses this much relative to uptime was set, not corrected. */
const SET_MS = 3_600_000;

/** Dates from before this program existed come from a clock that had not been set. */
export const EARLIEST_MS = Date.UTC(2025, 0, 1);

/** Whether the clock can be trusted for irreversible actions, by comparison with uptime. */
export class ClockTrust {
  readonly #nowMs: () => number;
  readonly #upMs: () => number;
  #startedMs: number;

  /** `upMs` is the time since the machine was started, with the time that it slept. */
  constructor(nowMs: () => number, upMs: () => number) {
    this.#nowMs = nowMs;
    this.#upMs = upMs;
    this.#startedMs = nowMs() - upMs();
  }

  /** Whether the clock was set since the last time that this was asked. */
  wasSet(): boolean {
    const before = this.#startedMs;
    this.#startedMs = this.#nowMs() - this.#upMs();
    return Math.abs(this.#startedMs - before) > SET_MS;
  }
}
