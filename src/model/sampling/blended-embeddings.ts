import type { EventSchema } from '../event-schema.js';
import { fieldsBefore, predictedFields } from '../networks/network-config.js';
import type { NetworkConfig } from '../networks/network-kinds.js';
import type { Weights } from '../networks/parameters.js';

/** One id of a blend and its weight; the weights of a blend add up to 1. */
export interface BlendShare {
  readonly id: number;
  readonly weight: number;
}

/** A blend as graphs take it: an id of the table, and how far the blend's embeddings lie from that id's. */
interface Blend {
  readonly column: number;
  readonly nearest: number;
  /** For the embedding of an event. */
  readonly lean: Float32Array;
  /** For the head of each field that is told of the blended one. */
  readonly headLeans: ReadonlyMap<string, Float32Array>;
}

/** A row whose ids are all of the tables, and the blends it held. */
export interface PlainRow {
  readonly row: Int32Array;
  readonly blends: readonly Blend[];
}

const NONE: readonly Blend[] = [];

/** Σ wᵢ·rowᵢ − row of the nearest; all 0, and exactly so, where that has the whole weight. */
const leanFrom = (table: Float32Array, rows: number, nearest: number, shares: readonly BlendShare[]): Float32Array => {
  const width = table.length / rows;
  const lean = new Float32Array(width);
  for (let i = 0; i < width; i++) {
    const mean = shares.reduce((sum, { id, weight }) => sum + weight * table[id * width + i], 0);
    lean[i] = mean - table[nearest * width + i];
  }
  return lean;
};

/** The sum of two vectors. */
const sum = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value + b[i]);

/**
 * Ids beyond those of a field that stand for weighted sums of its embeddings, wherever the network has some of the
 * field. A row may hold them like any other id; a graph gets the nearest id of the table, and what it lacks is added.
 */
export class BlendedEmbeddings {
  readonly #schema: EventSchema;
  readonly #config: NetworkConfig;
  readonly #weights: Weights;
  readonly #blends = new Map<number, Blend>();
  readonly #idOf = new Map<string, number>();

  constructor(config: NetworkConfig, weights: Weights) {
    this.#config = config;
    this.#schema = config.schema;
    this.#weights = weights;
  }

  /** The id of a blend of a field's ids, the absent one among them; the same each time. */
  add(column: number, shares: readonly BlendShare[]): number {
    const key = JSON.stringify([column, shares.map(({ id, weight }) => [id, weight])]);
    const known = this.#idOf.get(key);
    if (known !== undefined) return known;
    const id = Math.max(...this.#schema.map(({ size }) => size)) + 1 + this.#blends.size;
    this.#blends.set(id, this.#blend(column, shares));
    this.#idOf.set(key, id);
    return id;
  }

  /** A row as the tables know it. */
  plain(row: Int32Array): PlainRow {
    if (this.#blends.size === 0) return { row, blends: NONE };
    const blends = [...row].flatMap((id, column) => {
      const blend = this.#blends.get(id);
      return blend?.column === column ? [blend] : [];
    });
    if (blends.length === 0) return { row, blends: NONE };
    const own = row.slice();
    for (const { column, nearest } of blends) own[column] = nearest;
    return { row: own, blends };
  }

  #table(parameter: string): Float32Array {
    const table = this.#weights.get(parameter);
    if (!table) throw new Error(`no parameter ${parameter}`);
    return table;
  }

  #blend(column: number, shares: readonly BlendShare[]): Blend {
    const { name, size } = this.#schema[column];
    const [{ id: nearest }] = shares.toSorted((a, b) => b.weight - a.weight);
    const leanOf = (parameter: string): Float32Array => leanFrom(this.#table(parameter), size + 1, nearest, shares);
    const told = predictedFields(this.#config.schema).filter(({ index }) =>
      fieldsBefore(this.#config.schema, index).some((before) => before.index === column),
    );
    return {
      column,
      nearest,
      lean: leanOf(`embed.${name}`),
      headLeans: new Map(told.map(({ field }) => [field.name, leanOf(`head.${field.name}.from.${name}`)])),
    };
  }
}

/** What blends add to the embedding of an event; undefined for nothing. */
export const embeddingOffset = (blends: readonly Blend[]): Float32Array | undefined =>
  blends.length === 0 ? undefined : blends.map(({ lean }) => lean).reduce(sum);

/** What a field's head reads of the state, and of the blends in this event. */
export const offsetContext = (context: Float32Array, field: string, blends: readonly Blend[]): Float32Array =>
  blends.reduce((total, { headLeans }) => {
    const lean = headLeans.get(field);
    return lean ? sum(total, lean) : total;
  }, context);
