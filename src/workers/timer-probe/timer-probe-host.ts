import { WorkerThread } from '../shared/worker-thread.js';
import type { FromTimerProbe, TimerProbeData } from './timer-probe-messages.js';

const ENTRY = new URL('./timer-probe-entry.js', import.meta.url);

/** Has a thread wait for exact times as the one that plays does; gives by how much each was missed, ms. */
export const measureWakeUps = (seconds: number): Promise<readonly number[]> =>
  new Promise((resolve, reject) => {
    const thread = new WorkerThread<never, FromTimerProbe>(ENTRY, { seconds } satisfies TimerProbeData);
    thread.onMessage((message) => {
      if (message.kind === 'measured') resolve(message.lateMs);
    });
    thread.onDied(reject);
    thread.start().catch(reject);
  });
