/** Runs steps one after another while there is work. */
export class WorkLoop {
  /** Does the next step; false if there is none. */
  readonly #step: () => Promise<boolean>;
  #working: Promise<void> | undefined;
  #isWoken = false;
  #closed = false;

  constructor(step: () => Promise<boolean>) {
    this.#step = step;
  }

  /** Starts working if idle. Resolves when all is done. */
  wake(): Promise<void> {
    this.#isWoken = true;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  /** Resolves when the pending work is done. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Ends after the current step. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#isWoken && !this.#closed) {
      this.#isWoken = false; // work that arrives while the last step ends is not missed
      while (!this.#closed && (await this.#step()));
    }
  }
}
