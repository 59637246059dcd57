const INTERRUPT = 'SIGINT';
const SIGNALS = [INTERRUPT, 'SIGTERM', 'SIGHUP'] as const;

/** The wish to end, wherever it comes from. */
export interface Signals {
  /** Resolves at the first wish. */
  readonly raised: Promise<void>;
  /** Wishes for the end from inside the program. */
  readonly raise: () => void;
  /** As if Ctrl-C had been pressed. */
  readonly interrupt: () => void;
  readonly close: () => void;
}

/**
 * Waits for Ctrl-C, termination or a closed terminal, once; a second one kills, as it does by default. `takesTime` is
 * asked at the first Ctrl-C: where it gives true it raises the wish itself when it is done, or the second Ctrl-C does.
 */
export const watchSignals = (takesTime: () => boolean = () => false): Signals => {
  let raise: () => void = () => undefined;
  let wasInterrupted = false;
  const raised = new Promise<void>((resolve) => (raise = resolve));
  const close = (): void => {
    process.off(INTERRUPT, interrupt);
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (): void => {
    close();
    raise();
  };
  const interrupt = (): void => {
    const isFirst = !wasInterrupted;
    wasInterrupted = true;
    if (!isFirst || !takesTime()) end();
  };
  process.on(INTERRUPT, interrupt);
  for (const signal of SIGNALS) if (signal !== INTERRUPT) process.on(signal, end);
  return { raised, raise, interrupt, close };
};
