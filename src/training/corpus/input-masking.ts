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
  /**
   * Every predicted field of every event is hidden with this probability, 0–1: what one field alone seems to say
   * must not be learned by heart (word dropout; Gal and Ghahramani 2016).
   */
  readonly anyFieldShare: number;
}
