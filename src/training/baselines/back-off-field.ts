import type { EventSchema } from '../../model/event-schema.js';
import { CountTable } from './count-table.js';

/** A value used for prediction: column `column` of the event `lag` before the predicted one (0: itself). */
export interface ContextValue {
  readonly lag: 0 | 1 | 2;
  readonly column: number;
}

/** Values used together. The empty context gives plain frequencies. */
export type Context = readonly ContextValue[];

/** Rows before the first count as absent. */
const idAt = (ids: Int32Array, schema: EventSchema, row: number, { lag, column }: ContextValue): number =>
  row < lag ? schema[column].size : ids[(row - lag) * schema.length + column];

/**
 * One field's conditional distribution by interpolated Witten-Bell smoothing (Witten and Bell 1991): in a context seen
 * n times with t different values, P = (count + λt · P of the next shorter context) / (n + λt); below the last context
 * every value is equally likely. So a context weighs more, the more often it was seen and the fewer different values
 * followed. λ is 1 in the paper; because music repeats itself within a piece, its counts are overconfident about other
 * pieces.
 */
export class BackOffField {
  readonly #schema: EventSchema;
  readonly #column: number;
  /** Shortest first. */
  readonly #contexts: readonly Context[];
  readonly #values: readonly CountTable[];
  readonly #totals: readonly CountTable[];
  readonly #types: readonly CountTable[];

  /** `contexts` from the longest to the shortest; the empty context is added at the end. */
  constructor(schema: EventSchema, column: number, contexts: readonly Context[]) {
    this.#schema = schema;
    this.#column = column;
    this.#contexts = [[], ...[...contexts].reverse()];
    this.#values = this.#contexts.map(() => new CountTable());
    this.#totals = this.#contexts.map(() => new CountTable());
    this.#types = this.#contexts.map(() => new CountTable());
  }

  /** Counts the value at `row`; absent values are ignored. */
  learn(ids: Int32Array, row: number): void {
    const { size } = this.#schema[this.#column];
    const value = ids[row * this.#schema.length + this.#column];
    if (value === size) return;
    this.#contexts.forEach((context, level) => {
      const key = this.#key(context, ids, row);
      this.#totals[level].increment(key);
      if (this.#values[level].increment(key * size + value) === 0) this.#types[level].increment(key);
    });
  }

  /** −ln P of the value at `row` for a novelty weight λ; 0 where the value is absent. */
  nats(ids: Int32Array, row: number, noveltyWeight: number): number {
    const { size } = this.#schema[this.#column];
    const value = ids[row * this.#schema.length + this.#column];
    if (value === size) return 0;
    let probability = 1 / size;
    this.#contexts.forEach((context, level) => {
      const key = this.#key(context, ids, row);
      const total = this.#totals[level].get(key);
      if (total === 0) return;
      const novelty = noveltyWeight * this.#types[level].get(key);
      probability = (this.#values[level].get(key * size + value) + novelty * probability) / (total + novelty);
    });
    return -Math.log(probability);
  }

  /** The context's values as digits of one number. */
  #key(context: Context, ids: Int32Array, row: number): number {
    return context.reduce(
      (key, value) => key * (this.#schema[value.column].size + 1) + idAt(ids, this.#schema, row, value),
      0,
    );
  }
}
