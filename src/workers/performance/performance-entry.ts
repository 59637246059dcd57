import { parentPort, workerData } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { loadOutputs } from './output-kinds.js';
import type { PerformanceWorkerData } from './performance-messages.js';
import { PerformanceThread } from './performance-thread.js';

/** Thread entry: plays. Once it runs it never comes back to its event loop, so nothing else may happen here. */
if (parentPort) {
  const data = workerData as PerformanceWorkerData;
  new PerformanceThread(data, parentPort, monotonicClock, await loadOutputs(data.plan.outputs)).run();
  parentPort.close();
}
