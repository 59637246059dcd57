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
