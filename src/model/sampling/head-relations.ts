import type { EventSchema, FieldRelation, FieldSpec } from '../event-schema.js';
import { featureCount, featureTable, modulusOf, relationColumns } from '../networks/relations.js';
import type { Weights } from '../networks/parameters.js';

/** One column of a relation: the features of each of its ids, computed once. */
interface Column {
  readonly index: number;
  readonly tables: readonly Float32Array[];
}

interface Part {
  readonly relation: FieldRelation;
  readonly columns: readonly Column[];
  /** Index of its first feature among all of the field. */
  readonly first: number;
  readonly count: number;
}

const partOf = (schema: EventSchema, relation: FieldRelation, first: number, below: number): Part => {
  const width = modulusOf(relation) ?? below;
  const columns = relationColumns(schema, relation).map((index, place) => ({
    index,
    tables:
      relation.kind === 'near'
        ? []
        : Array.from({ length: schema[index].size }, (_, value) => featureTable(relation, place, value, width)),
  }));
  return { relation, columns, first, count: featureCount(relation) };
};

/** Adds the relations of a field to its logits, as relationLogits defines them, for a single event. */
export class HeadRelations {
  readonly #parts: readonly Part[];
  readonly #below: number;
  readonly #weights: Float32Array;
  readonly #bias: Float32Array;
  readonly #gates: Float32Array;

  constructor(schema: EventSchema, { name, relations }: FieldSpec, weights: Weights) {
    const own = (part: string): Float32Array => {
      const values = weights.get(`head.${name}.${part}`);
      if (!values) throw new Error(`no parameter head.${name}.${part}`);
      return values;
    };
    const { below, features } = relations ?? { below: 0, features: [] };
    let first = 0;
    this.#parts = features.map((relation) => {
      const part = partOf(schema, relation, first, below);
      first += part.count;
      return part;
    });
    this.#below = below;
    this.#weights = first > 0 ? own('relation') : new Float32Array(0);
    this.#bias = first > 0 ? own('relationBias') : new Float32Array(0);
    this.#gates = new Float32Array(first);
  }

  /** Adds to `logits` from the head's hidden units and the ids of this event. */
  addTo(logits: Float32Array, hidden: Float32Array, row: Int32Array): void {
    const count = this.#gates.length;
    if (count === 0) return;
    this.#gates.set(this.#bias);
    for (let unit = 0; unit < hidden.length; unit++) {
      const value = hidden[unit];
      if (value <= 0) continue;
      for (let k = 0; k < count; k++) this.#gates[k] += value * this.#weights[unit * count + k];
    }
    for (const part of this.#parts) {
      if (part.relation.kind === 'near') this.#addNear(logits, part, part.relation, row[part.columns[0].index]);
      else this.#addResidues(logits, part, row);
    }
  }

  #addNear(
    logits: Float32Array,
    { first }: Part,
    { offsets, beyond }: FieldRelation & { kind: 'near' },
    id: number,
  ): void {
    if (id >= this.#below) return;
    offsets.forEach((offset, k) => {
      if (id + offset >= 0 && id + offset < this.#below) logits[id + offset] += this.#gates[first + k];
    });
    if (!beyond) return;
    const above = this.#gates[first + offsets.length];
    const under = this.#gates[first + offsets.length + 1];
    for (let i = id + Math.max(...offsets) + 1; i < this.#below; i++) logits[i] += above;
    for (let i = Math.min(this.#below, id + Math.min(...offsets)) - 1; i >= 0; i--) logits[i] += under;
  }

  #addResidues(logits: Float32Array, { relation, columns, first, count }: Part, row: Int32Array): void {
    const modulus = modulusOf(relation) ?? 1;
    const sums = new Float32Array(modulus);
    for (const { index, tables } of columns) {
      const table = tables.at(row[index]);
      if (!table || row[index] >= tables.length) continue;
      for (let k = 0; k < count; k++) {
        for (let residue = 0; residue < modulus; residue++)
          sums[residue] += this.#gates[first + k] * table[k * modulus + residue];
      }
    }
    for (let id = 0; id < this.#below; id++) logits[id] += sums[id % modulus];
  }
}
