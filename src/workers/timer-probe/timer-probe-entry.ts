import { parentPort, workerData } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { WakeSignal } from '../shared/wake-signal.js';

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
  const { seconds } = workerData as { readonly seconds: number };
  parentPort.postMessage(measure(seconds));
  parentPort.close();
}
