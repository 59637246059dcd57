import type { EventModel, NetworkState } from '../../src/model/sampling/event-model.js';
import type { NetworkConfig } from '../../src/model/networks/network-kinds.js';
import type { EventSchema, FieldSpec } from '../../src/model/event-schema.js';

/** Logits of one field, as an imagined network would give them. */
export type Opinion = (field: FieldSpec) => Float32Array;

const blank: NetworkState = { memory: {}, contexts: {} };

const configOf = (schema: EventSchema): NetworkConfig => ({
  kind: 'lstm',
  schema,
  embedding: 1,
  units: 1,
  layers: 1,
  headUnits: 1,
});

/** A network that remembers nothing and always thinks the same; `heard` keeps every row it was told, `asked` the rows it was to complete. */
export class FakeModel implements EventModel {
  readonly config: NetworkConfig;
  readonly heard: Int32Array[] = [];
  readonly asked: Int32Array[] = [];
  readonly #opinion: Opinion;

  constructor(schema: EventSchema, opinion: Opinion) {
    this.config = configOf(schema);
    this.#opinion = opinion;
  }

  async advance(row: Int32Array): Promise<NetworkState> {
    this.heard.push(row);
    return blank;
  }

  logits(_state: NetworkState, { field }: { readonly field: FieldSpec }, row: Int32Array): Float32Array {
    this.asked.push(row.slice());
    return this.#opinion(field);
  }

  blend(): number {
    throw new Error('nothing is embedded here');
  }

  async close(): Promise<void> {}
}

/** No opinion at all. */
export const indifferent: Opinion = ({ size }) => new Float32Array(size);

/** Certain of the given ids in the given fields, indifferent in all others. */
export const certainOf =
  (wanted: Readonly<Record<string, readonly number[]>>): Opinion =>
  ({ name, size }) => {
    const logits = new Float32Array(size);
    for (const id of wanted[name] ?? []) logits[id] = 1e4;
    return logits;
  };
