/** A clock that gains or loses so much beside the time that the machine has run was set, not corrected. */
const SET_MS = 3_600_000;

/** Before this program was there nothing was recorded: such a date is of a clock that had not been set. */
export const EARLIEST_MS = Date.UTC(2025, 0, 1);

/** Whether the clock may be believed for what cannot be undone: compares it with the time that the machine has run. */
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
