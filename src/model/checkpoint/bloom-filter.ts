/** Bits for each thing held; with seven places for each, one in 122 others is claimed. */
const BITS_EACH = 10;
const PLACES = 7;

const LOW = 2 ** 20;

/**
 * A set that is told from so many bits that what it was made from cannot be read back: a Bloom filter (1970). It
 * holds integers below 2^52 that are random already, claims all that it holds, and 0.8 % of those it does not.
 */
export class BloomFilter {
  readonly bytes: Uint8Array;

  /** With the bytes of one that was stored. */
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

  /** Places a constant stride apart, start and stride from different bits (Kirsch and Mitzenmacher 2006). */
  #place(gram: number, i: number): number {
    const start = Math.floor(gram / LOW);
    const stride = Math.imul(gram % LOW, 0x9e3779b1) ^ Math.imul(start, 0x85ebca6b);
    return ((start + Math.imul(i, stride | 1)) >>> 0) % (this.bytes.length * 8);
  }
}

/** Several as one: a model that was fine-tuned knows the music of the model before, too. */
export const anyOf = (filters: readonly BloomFilter[]): { has(gram: number): boolean } => ({
  has: (gram) => filters.some((filter) => filter.has(gram)),
});
