import { parentPort, workerData } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { WakeSignal } from '../shared/wake-signal.js';
import type { FromTimerProbe, TimerProbeData } from './timer-probe-messages.js';

/** Thread entry: waits for exact times like the performance thread, and reports the lateness of each, ms. */

const INTERVAL_MS = 10;

const measure = (seconds: number): readonly number[] => {
  const signal = new WakeSignal(WakeSignal.buffer());
  const startMs = monotonicClock.nowMs();
  return Array.from({ length: (seconds * 1000) / INTERVAL_MS }, (_, i) => {
    const deadlineMs = startMs + (i + 1) * INTERVAL_MS;
    signal.waitUntil(deadlineMs, signal.count, monotonicClock);
    return monotonicClock.nowMs() - deadlineMs;
  });
};

if (parentPort) {
  parentPort.postMessage({ kind: 'ready' } satisfies FromTimerProbe);
  parentPort.postMessage({
    kind: 'measured',
    lateMs: measure((workerData as TimerProbeData).seconds),
  } satisfies FromTimerProbe);
  parentPort.close();
}
