/**
 * Hides one field of the inputs, as live playing does: a held note's duration is not known yet. Targets keep it.
 * `rowShare` of the works have it hidden from end to end; in the others `eventShare` of the events.
 */
export interface InputMasking {
  /** Index in the schema. */
  readonly field: number;
  /** 0–1 */
  readonly rowShare: number;
  /** 0–1 */
  readonly eventShare: number;
}
