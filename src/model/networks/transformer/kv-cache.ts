/** Rows that a buffer takes before the last ones are copied into a new one. */
const SPARE_ROWS = 512;

/** A place in a buffer: what was appended up to `end`. Stays valid whatever is appended behind it. */
export interface BufferPlace {
  readonly buffer: KvCache;
  /** Rows before it, exclusive. */
  readonly end: number;
}

/**
 * Rows of some arrays, appended only, so that all places in it share them: a place is a length, no copy. At first
 * there are `context` rows of zeros.
 */
export class KvCache {
  readonly #arrays: ReadonlyMap<string, Float32Array>;
  readonly #width: number;
  readonly #context: number;
  #used: number;

  /** `width`: of a row. `context`: rows of which a place knows. */
  constructor(names: Iterable<string>, width: number, context: number) {
    const size = (context + SPARE_ROWS) * width;
    this.#arrays = new Map(Array.from(names, (name) => [name, new Float32Array(size)]));
    this.#width = width;
    this.#context = context;
    this.#used = context;
  }

  /** Where nothing has been appended yet. */
  get start(): BufferPlace {
    return { buffer: this, end: this.#context };
  }

  /** The last `context` rows of each array before a place of this buffer. Not to be written to. */
  rowsBefore(end: number): Record<string, Float32Array> {
    const [from, to] = [(end - this.#context) * this.#width, end * this.#width];
    return Object.fromEntries(Array.from(this.#arrays, ([name, values]) => [name, values.subarray(from, to)]));
  }

  /** Appends one row at a place: here where the place is the last and there is room, else in a copy. */
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
