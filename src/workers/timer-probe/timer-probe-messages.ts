/** Start data of the thread. */
export interface TimerProbeData {
  /** How long to measure. */
  readonly seconds: number;
}

export type FromTimerProbe =
  | { readonly kind: 'ready' }
  /** By how much each wake-up was missed, ms. */
  | { readonly kind: 'measured'; readonly lateMs: readonly number[] };
