/** Waits before a part that died is started again, ms: longer each time. */
const BACK_OFF_MS = [250, 1000, 4000] as const;
/** A part that has run this long counts as recovered. */
const RECOVERED_MS = 60_000;

/** Decides whether and when a failing part is restarted. */
export class RestartPolicy {
  #deaths = 0;
  #lastMs = -Infinity;

  /** How long to wait before the next start; undefined when it has died too often. */
  died(nowMs: number): number | undefined {
    if (nowMs - this.#lastMs > RECOVERED_MS) this.#deaths = 0;
    this.#lastMs = nowMs;
    return BACK_OFF_MS.at(this.#deaths++);
  }
}
