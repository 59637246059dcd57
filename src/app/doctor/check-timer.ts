import { measureWakeUps } from '../../workers/timer-probe/timer-probe-host.js';
import { quantile, type CheckResult } from './check-result.js';

/** Later than this is heard as uneven. */
const HEARD_MS = 5;

/** How exactly the machine wakes a thread that waits for a time, measured for some seconds. */
export const checkTimer = async (seconds: number): Promise<CheckResult> => {
  const late = await measureWakeUps(seconds);
  const figures = { p50Ms: quantile(late, 0.5), p99Ms: quantile(late, 0.99), worstMs: Math.max(...late) };
  const text = `woken ${figures.p50Ms.toFixed(3)} ms late, 99 % within ${figures.p99Ms.toFixed(3)} ms, worst ${figures.worstMs.toFixed(2)} ms`;
  if (figures.p99Ms < HEARD_MS) return { what: 'timer', state: 'well', text, figures };
  const remedy = 'End other programs that keep the processor busy, or use a machine that is not shared.';
  return { what: 'timer', state: 'weak', text, remedy, figures };
};
