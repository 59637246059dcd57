import { parentPort, workerData } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { loadMidi } from '../../adapters/midi/midi-library.js';
import type { PerformanceWorkerData } from './performance-messages.js';
import { PerformanceThread } from './performance-thread.js';

/** Thread entry: the performance. It never returns to its event loop, so nothing else may run here. */
if (parentPort) {
  const access = await loadMidi();
  const midi = access.kind === 'available' ? access : undefined;
  new PerformanceThread(workerData as PerformanceWorkerData, parentPort, monotonicClock, midi).run();
  parentPort.close();
}
