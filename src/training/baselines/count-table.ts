const empty = -1;

/** Spreads a key (an integer below 2⁵³) over 32 bits: both halves, mixed by odd multipliers. */
const mix = (key: number): number => {
  const high = Math.floor(key / 2 ** 32);
  let hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
};

/**
 * Counts by integer key, 0 … 2⁵³−1: an open-addressed hash table in two typed arrays. Millions of n-grams take
 * 12 bytes a slot, where a Map takes over 60.
 */
export class CountTable {
  #keys = new Float64Array(1024).fill(empty);
  #counts = new Int32Array(1024);
  #used = 0;

  /** 0 for a key that was never added. */
  get(key: number): number {
    return this.#counts[this.#slotOf(key)];
  }

  /** Adds one; the count before. */
  increment(key: number): number {
    const slot = this.#slotOf(key);
    const before = this.#counts[slot]++;
    if (before === 0) {
      this.#keys[slot] = key;
      this.#used++;
      if (this.#used * 2 > this.#keys.length) this.#grow();
    }
    return before;
  }

  /** Where the key is, or where it would go. */
  #slotOf(key: number): number {
    const last = this.#keys.length - 1; // the length is a power of two
    let slot = mix(key) & last;
    while (this.#keys[slot] !== key && this.#keys[slot] !== empty) slot = (slot + 1) & last;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    this.#keys = new Float64Array(2 * keys.length).fill(empty);
    this.#counts = new Int32Array(2 * counts.length);
    keys.forEach((key, i) => {
      if (key === empty) return;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#counts[slot] = counts[i];
    });
  }
}
