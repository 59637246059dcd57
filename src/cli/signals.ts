const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The wish to end, wherever it comes from. */
export interface Signals {
  /** Resolves at the first wish. */
  readonly raised: Promise<void>;
  /** Wishes for the end from inside the program. */
  readonly raise: () => void;
  readonly close: () => void;
}

/** Waits for Ctrl-C, termination or a closed terminal, once; a second one kills, as it does by default. */
export const watchSignals = (): Signals => {
  let raise: () => void = () => undefined;
  const raised = new Promise<void>((resolve) => (raise = resolve));
  const listener = (): void => {
    for (const signal of SIGNALS) process.off(signal, listener);
    raise();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    raised,
    raise,
    close: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
};
