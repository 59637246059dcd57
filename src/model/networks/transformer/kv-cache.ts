/** Capacity of a buffer; after that, the last rows are copied into a new one. */
const SPARE_ROWS = 512;

/** A position in a buffer: everything appended up to `end`. Stays valid whatever is appended later. */
export interface BufferPlace {
  readonly buffer: KvCache;
  /** Rows before it, exclusive. */
  readonly end: number;
}

/**
 * Append-only rows of some arrays, shared by all positions: a position is a length, not a copy. It starts with
 * `context` rows of zeros.
 */
export class KvCache {
  readonly #arrays: ReadonlyMap<string, Float32Array>;
  readonly #width: number;
  readonly #context: number;
  #used: number;

  /** `width`: of a row. `context`: rows visible from a position. */
  constructor(names: Iterable<string>, width: number, context: number) {
    const size = (context + SPARE_ROWS) * width;
    this.#arrays = new Map(Array.from(names, (name) => [name, new Float32Array(size)]));
    this.#width = width;
    this.#context = context;
    this.#used = context;
  }

  /** The position before anything is appended. */
  get start(): BufferPlace {
    return { buffer: this, end: this.#context };
  }

  /** The last `context` rows of each array before a position. Read-only. */
  rowsBefore(end: number): Record<string, Float32Array> {
    const [from, to] = [(end - this.#context) * this.#width, end * this.#width];
    return Object.fromEntries(Array.from(this.#arrays, ([name, values]) => [name, values.subarray(from, to)]));
  }

  /** Appends one row at a position: in this buffer if the position is the last and there is room, else in a copy. */
  append(end: number, row: (name: string) => Float32Array): BufferPlace {
    const [first] = this.#arrays.values();
    if (end !== this.#used || (end + 1) * this.#width > first.length) {
      return this.#copyBefore(end).append(this.#context, row);
    }
    for (const [name, values] of this.#arrays) values.set(row(name), end * this.#width);
    this.#used = end + 1;
    return { buffer: this, end: end + 1 };
  }

  #copyBefore(end: number): KvCache {
    const copy = new KvCache(this.#arrays.keys(), this.#width, this.#context);
    for (const [name, rows] of Object.entries(this.rowsBefore(end))) copy.#arrays.get(name)?.set(rows);
    return copy;
  }
}
