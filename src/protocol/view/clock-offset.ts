/** A ping and its answer, as seen by a client. */
interface Exchange {
  readonly roundTripMs: number;
  /** What must be added to the client's clock to get the daemon's. */
  readonly offsetMs: number;
}

const MOST_KEPT = 16;

/**
 * Offset of the daemon's clock from a client's, by pings: uses the quickest of the latest exchanges, whose two ways can
 * differ least (the clock filter of RFC 5905, section 10).
 */
export class ClockOffset {
  #exchanges: Exchange[] = [];

  /** Undefined before the first exchange. */
  get offsetMs(): number | undefined {
    return this.#best?.offsetMs;
  }

  get roundTripMs(): number | undefined {
    return this.#best?.roundTripMs;
  }

  /** Sent and received on the client's clock, `daemonMs` is what the daemon answered. */
  add(sentMs: number, receivedMs: number, daemonMs: number): void {
    const offsetMs = daemonMs - (sentMs + receivedMs) / 2;
    this.#exchanges = [...this.#exchanges, { roundTripMs: receivedMs - sentMs, offsetMs }].slice(-MOST_KEPT);
  }

  get #best(): Exchange | undefined {
    return this.#exchanges.toSorted((a, b) => a.roundTripMs - b.roundTripMs).at(0);
  }
}
