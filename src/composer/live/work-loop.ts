/** Does one thing after the other, as long as there is something to do. */
export class WorkLoop {
  /** Does the next thing; false where there is none. */
  readonly #step: () => Promise<boolean>;
  #working: Promise<void> | undefined;
  #isWoken = false;
  #closed = false;

  constructor(step: () => Promise<boolean>) {
    this.#step = step;
  }

  /** There may be something to do. Resolves when all is done. */
  wake(): Promise<void> {
    this.#isWoken = true;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  /** Resolves when all that there was has been done. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Ends after the step in hand. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#isWoken && !this.#closed) {
      this.#isWoken = false; // what comes while the last step ends is not overlooked
      while (!this.#closed && (await this.#step()));
    }
  }
}
