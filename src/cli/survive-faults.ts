/** The same fault is reported again after so long. */
const AGAIN_MS = 60_000;
/** No more different faults are told apart. */
const MOST_FAULTS = 100;

/** Whatever is thrown, as an Error. */
const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Reports a fault that comes again and again once in a while. */
export const reportingSeldom = (report: (cause: Error) => void, nowMs: () => number): ((thrown: unknown) => void) => {
  const reportedMs = new Map<string, number>();
  return (thrown) => {
    const cause = asError(thrown);
    if (nowMs() - (reportedMs.get(cause.message) ?? -Infinity) < AGAIN_MS) return;
    if (reportedMs.size >= MOST_FAULTS) reportedMs.clear();
    reportedMs.set(cause.message, nowMs());
    report(cause);
  };
};

/**
 * What an event handler or a timer throws, and nothing else has caught, is reported and survived: music goes on. A
 * terminal that has gone takes no reports, and is no fault. Gives the function that ends this.
 */
export const surviveFaults = (report: (cause: Error) => void, nowMs: () => number): (() => void) => {
  const survive = reportingSeldom(report, nowMs);
  const ignore = (): void => undefined;
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  return () => {
    process.off('uncaughtException', survive);
    process.off('unhandledRejection', survive);
    process.stdout.off('error', ignore);
    process.stderr.off('error', ignore);
  };
};
