/** The daemon tells of a key within this time, or never. */
const ECHO_MS = 2000;

/** Keys already sounded by the page, so that they are not sounded again when the daemon reports them. */
export class OwnEchoes {
  readonly #struckMs = new Map<number, number[]>();

  struck(pitch: number, nowMs: number): void {
    this.#struckMs.set(pitch, [...(this.#struckMs.get(pitch) ?? []), nowMs]);
  }

  /** Whether a key of which the daemon tells was struck here; each counts once. */
  isOwn(pitch: number, nowMs: number): boolean {
    const struck = (this.#struckMs.get(pitch) ?? []).filter((atMs) => nowMs - atMs < ECHO_MS);
    this.#struckMs.set(pitch, struck.slice(1));
    return struck.length > 0;
  }
}
