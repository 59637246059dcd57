/** Functions that want to be called, in the order in which they came. */
export class Listeners<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** Gives what removes it again. */
  add(listener: (value: Value) => void): () => void {
    const own = (value: Value): void => listener(value); // so that a function can be added twice
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  emit(value: Value): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
