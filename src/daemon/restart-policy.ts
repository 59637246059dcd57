/** Waits before a part that died is started again, ms: longer each time. */
const BACK_OFF_MS = [250, 1000, 4000] as const;
/** A part that has run for so long has recovered. */
const RECOVERED_MS = 60_000;

/** Says whether and when a part that keeps dying is started again. */
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
