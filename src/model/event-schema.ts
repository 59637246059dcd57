/**
 * Fixed features of a field's ids by the id in given columns: its head adds a learned amount of each to the logits of
 * the ids that have it, an echo that points at many ids. An absent id in a column gives no feature.
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
 * One field of an event, a categorical value 0 … size−1. The id `size` means absent: it may be
 * fed to the network (it has its own embedding row) but is never predicted and carries no loss.
 */
export interface FieldSpec {
  readonly name: string;
  readonly size: number;
  /** `predicted`: the network draws it. `given`: the caller computes it from what is known by then. */
  readonly role: 'predicted' | 'given';
  /** Of a given field: the predicted one before which it is known, wherever its column is; without, its column says. */
  readonly knownBefore?: string;
  /**
   * Of a predicted field: given fields of the same ids that its head can point at, a learned amount of the id's logit
   * each (a pointer; Vinyals et al. 2015). They must be known before it.
   */
  readonly echoes?: readonly string[];
  /** Of a given field: the predicted ones whose heads are told of it; without, all behind it. */
  readonly heads?: readonly string[];
  /** Of a predicted field: relations of its ids below `below` to given fields that are known before it. */
  readonly relations?: { readonly below: number; readonly features: readonly FieldRelation[] };
}

/**
 * The fields of an event in the order they are drawn. Each predicted field is conditioned on the
 * network's state (all earlier events), on every field before it in this list, and on given ones known before it.
 */
export type EventSchema = readonly FieldSpec[];

/**
 * A piece as the network sees it: `length` events of `schema.length` ids, row-major. Row 0 is the
 * start row: its predicted fields are absent, its given fields say what is known before the first event.
 */
export interface EventSequence {
  readonly length: number;
  readonly ids: Int32Array;
}

/** The id that stands for "absent" or "unknown" in a field. */
export const absentId = (field: FieldSpec): number => field.size;
