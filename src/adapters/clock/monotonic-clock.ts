import type { Clock } from '../../performance/clock.js';

const MS_PER_SECOND = 1e3;
const MS_PER_NANOSECOND = 1e-6;

/** The system's monotonic clock (CLOCK_MONOTONIC on Linux): equal in all threads and processes, unlike `performance.now`. */
export const monotonicClock: Clock = {
  nowMs: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * MS_PER_SECOND + nanoseconds * MS_PER_NANOSECOND;
  },
};
