/** More changes than anybody makes while a note is in sight. */
const MOST_KEPT = 64;

/** Who played when, so that notes keep their composer's colour after a change. */
export class ComposerTimes {
  #times: readonly (readonly [fromMs: number, composer: string])[] = [];

  /** From now on, and for all that is older, this composer played: nothing else is known. */
  restart(composer: string): void {
    this.#times = [[-Infinity, composer]];
  }

  add(fromMs: number, composer: string): void {
    this.#times = [...this.#times, [fromMs, composer] as const].slice(-MOST_KEPT);
  }

  /** The composer at a moment of the daemon's clock. */
  at(ms: number): string {
    return (this.#times.findLast(([fromMs]) => fromMs <= ms) ?? this.#times.at(0))?.[1] ?? '';
  }
}
