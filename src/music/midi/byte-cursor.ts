/** Limit of a delta time: far above that of any piece, and sums of it stay exact integers. */
const LARGEST_QUANTITY = 2 ** 40;

/**
 * Reads part of a file from front to back. Reading past the limit gives zeros and sets `overrun`, so a decoder can read
 * a whole event without checks and discard it afterwards if it was cut off.
 */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #limit: number;
  #position: number;
  #overrun = false;

  /** `limit` is the first byte not to be read; both count from the start of the file. */
  constructor(bytes: Uint8Array, start: number, limit: number) {
    this.#bytes = bytes;
    this.#limit = Math.min(limit, bytes.length);
    this.#position = start;
  }

  /** The byte that is read next. */
  get position(): number {
    return this.#position;
  }

  get atEnd(): boolean {
    return this.#position >= this.#limit;
  }

  /** True once anything beyond the limit was requested. */
  get overrun(): boolean {
    return this.#overrun;
  }

  byte(): number {
    if (this.#position >= this.#limit) {
      this.#overrun = true;
      return 0;
    }
    return this.#bytes[this.#position++];
  }

  /** The next `length` bytes as a view of the file, never a copy; fewer when the limit comes first. */
  take(length: number): Uint8Array {
    const end = this.#position + length;
    if (end > this.#limit) this.#overrun = true;
    const taken = this.#bytes.subarray(this.#position, Math.min(end, this.#limit));
    this.#position += taken.length;
    return taken;
  }

  /**
   * A variable-length quantity: seven bits a byte, high bit on all but the last. The standard stops at four bytes;
   * longer ones occur and are read at face value, up to 2^40.
   */
  quantity(): number {
    let value = 0;
    let byte: number;
    do {
      byte = this.byte();
      value = Math.min(value * 128 + (byte & 0x7f), LARGEST_QUANTITY);
    } while (byte >= 0x80);
    return value;
  }
}
