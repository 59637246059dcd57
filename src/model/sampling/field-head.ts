import { echoColumns, fieldsBefore, type FieldPlace } from '../networks/network-config.js';
import type { NetworkConfig } from '../networks/network-kinds.js';
import type { Weights } from '../networks/parameters.js';
import { HeadRelations } from './head-relations.js';

/** A matrix, row-major. */
interface Table {
  readonly values: Float32Array;
  readonly width: number;
}

/** A field known before, and what each of its ids adds to the hidden units. */
interface Told {
  readonly column: number;
  readonly table: Table;
}

const addRow = (sum: Float32Array, { values, width }: Table, row: number, factor: number): void => {
  const start = row * width;
  for (let i = 0; i < width; i++) sum[i] += factor * values[start + i];
};

/**
 * The logits of one field, as headLogits defines them, for a single event. A head is so small that handing it to the
 * runtime took longer than working it out: 0.13 ms against 0.02 (decision 12).
 */
export class FieldHead {
  readonly #told: readonly Told[];
  readonly #output: Table;
  readonly #outputBias: Float32Array;
  readonly #echo: Table | undefined;
  readonly #echoBias: Float32Array;
  readonly #echoColumns: readonly number[];
  readonly #relations: HeadRelations;
  readonly #hidden: Float32Array;
  readonly #logits: Float32Array;
  readonly #gates: Float32Array;

  constructor({ schema, headUnits }: NetworkConfig, { field, index }: FieldPlace, weights: Weights) {
    const own = (name: string): Float32Array => {
      const values = weights.get(`head.${field.name}.${name}`);
      if (!values) throw new Error(`no parameter head.${field.name}.${name}`);
      return values;
    };
    this.#told = fieldsBefore(schema, index).map((before) => ({
      column: before.index,
      table: { values: own(`from.${before.field.name}`), width: headUnits },
    }));
    this.#output = { values: own('output'), width: field.size };
    this.#outputBias = own('outputBias');
    this.#echoColumns = echoColumns(schema, field);
    const echoes = this.#echoColumns.length;
    this.#echo = echoes > 0 ? { values: own('echo'), width: echoes } : undefined;
    this.#echoBias = echoes > 0 ? own('echoBias') : new Float32Array(0);
    this.#relations = new HeadRelations(schema, field, weights);
    this.#hidden = new Float32Array(headUnits);
    this.#logits = new Float32Array(field.size);
    this.#gates = new Float32Array(echoes);
  }

  /** From what the head reads of the state, (headUnits), and the ids of this event. Valid until the next call. */
  logits(context: Float32Array, row: Int32Array): Float32Array {
    this.#hidden.set(context);
    for (const { column, table } of this.#told) addRow(this.#hidden, table, row[column], 1);
    this.#logits.set(this.#outputBias);
    this.#gates.set(this.#echoBias);
    for (let unit = 0; unit < this.#hidden.length; unit++) {
      const value = this.#hidden[unit];
      if (value <= 0) continue;
      addRow(this.#logits, this.#output, unit, value);
      if (this.#echo) addRow(this.#gates, this.#echo, unit, value);
    }
    this.#echoColumns.forEach((column, i) => {
      if (row[column] < this.#logits.length) this.#logits[row[column]] += this.#gates[i];
    });
    this.#relations.addTo(this.#logits, this.#hidden, row);
    return this.#logits;
  }
}
