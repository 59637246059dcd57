/**
 * Hides one field of the inputs, as live playing does: a held note's duration is not known yet. Targets keep it.
 * It is hidden throughout `rowShare` of the works, and in `eventShare` of the events of the others.
 */
export interface InputMasking {
  /** Index in the schema. */
  readonly field: number;
  /** 0–1 */
  readonly rowShare: number;
  /** 0–1 */
  readonly eventShare: number;
  /**
   * Every predicted field of every event is hidden with this probability, 0–1, which prevents memorisation (word
   * dropout; Gal and Ghahramani 2016).
   */
  readonly anyFieldShare: number;
}
