/** What the doctor found of one thing. */
export interface CheckResult {
  readonly what: string;
  /** `fault` prevents playing; `weak` means playing with less. */
  readonly state: 'well' | 'weak' | 'fault';
  readonly text: string;
  /** What to do about it; absent where all is well. */
  readonly remedy?: string;
  /** Measured values, by name. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** The value below which a share of the values lies. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};
