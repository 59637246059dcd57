/**
 * Fixed features of a field's ids by the id in given columns: its head adds a learned amount for each to the logits of the ids that have it. An absent id in a column gives no feature.
 * - `near`: one for each offset, of the id so far from the column's; with `beyond`, one for all farther above and one
 *   for all farther below than the offsets reach.
 * - `residue`: one for each distance d, of the ids with (id − column) mod modulus = d.
 * - `residues`: the columns hold the bits of a set of residues, `bits` each, lowest first; one feature for each
 *   distance 0 … modulus/2 around the circle: how many residues of the set are so far from the id's.
 */
export type FieldRelation =
  | {
      readonly kind: 'near';
      readonly column: string;
      readonly offsets: readonly number[];
      readonly beyond?: boolean;
    }
  | {
      readonly kind: 'residue';
      readonly column: string;
      readonly modulus: number;
      readonly distances: readonly number[];
    }
  | { readonly kind: 'residues'; readonly columns: readonly string[]; readonly bits: number };

/**
 * One field of an event, a categorical value 0 … size−1. The id `size` means absent: it may be an input (it has its own
 * embedding row) but is never predicted and has no loss.
 */
export interface FieldSpec {
  readonly name: string;
  readonly size: number;
  /** `predicted`: sampled from the network. `given`: computed by the caller from what is known by then. */
  readonly role: 'predicted' | 'given';
  /** For a given field: the predicted field before which it is known; by default its column decides. */
  readonly knownBefore?: string;
  /**
   * For a predicted field: given fields with the same ids that its head can point at, adding a learned amount to the
   * id's logit (a pointer; Vinyals et al. 2015). They must be known before it.
   */
  readonly echoes?: readonly string[];
  /** For a given field: the predicted fields whose heads receive it; by default all after it. */
  readonly heads?: readonly string[];
  /** For a predicted field: relations of its ids below `below` to given fields known before it. */
  readonly relations?: { readonly below: number; readonly features: readonly FieldRelation[] };
}

/**
 * The fields of an event in sampling order. Each predicted field is conditioned on the network's state (all earlier
 * events), on every field before it in this list, and on given ones known before it.
 */
export type EventSchema = readonly FieldSpec[];

/**
 * A piece as network input: `length` events of `schema.length` ids, row-major. Row 0 is the start row: its predicted
 * fields are absent, its given fields say what is known before the first event.
 */
export interface EventSequence {
  readonly length: number;
  readonly ids: Int32Array;
}

/** A piece for training, whose inputs may differ from what is to be predicted. */
export interface TrainingSequence extends EventSequence {
  /** Rows as inputs, laid out as `ids`; by default the same. */
  readonly inputs?: Int32Array;
}

/** The id that stands for "absent" or "unknown" in a field. */
export const absentId = (field: FieldSpec): number => field.size;
