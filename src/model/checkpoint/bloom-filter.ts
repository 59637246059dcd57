/** Bits per item; with seven hash positions each, one in 122 others is a false positive. */
const BITS_EACH = 10;
const PLACES = 7;

const LOW = 2 ** 20;

/**
 * A Bloom filter (Bloom 1970): a set from which its members cannot be read back. Members are integers below 2^52 that
 * are already random. It reports every member, and 0.8 % of others.
 */
export class BloomFilter {
  readonly bytes: Uint8Array;

  /** Restores one from its stored bytes. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static of(grams: ReadonlySet<number>): BloomFilter {
    const filter = new BloomFilter(new Uint8Array(Math.ceil((grams.size * BITS_EACH) / 8)));
    for (const gram of grams) {
      for (let i = 0; i < PLACES; i++) {
        const bit = filter.#place(gram, i);
        filter.bytes[bit >> 3] |= 1 << (bit & 7);
      }
    }
    return filter;
  }

  has(gram: number): boolean {
    if (this.bytes.length === 0) return false;
    for (let i = 0; i < PLACES; i++) {
      const bit = this.#place(gram, i);
      if (!(this.bytes[bit >> 3] & (1 << (bit & 7)))) return false;
    }
    return true;
  }

  /** Positions a constant stride apart, start and stride from different bits (Kirsch and Mitzenmacher 2006). */
  #place(gram: number, i: number): number {
    const start = Math.floor(gram / LOW);
    const stride = Math.imul(gram % LOW, 0x9e3779b1) ^ Math.imul(start, 0x85ebca6b);
    return ((start + Math.imul(i, stride | 1)) >>> 0) % (this.bytes.length * 8);
  }
}

/** Several filters as one: a fine-tuned model also has that of the model it came from. */
export const anyOf = (filters: readonly BloomFilter[]): { has(gram: number): boolean } => ({
  has: (gram) => filters.some((filter) => filter.has(gram)),
});
