import type { StartTraining } from '../../daemon/training/training-job.js';
import { ChildProcess, LOW_PRIORITY } from '../../workers/shared/child-process.js';
import { fromTrainSchema, type FromTrain } from './train-messages.js';

const ENTRY = new URL('./train-entry.js', import.meta.url);

/**
 * Starts a training in a process of its own, at low priority, so that neither its work nor its crash touches the beat.
 * It ends with the daemon, however that ends, and keeps its checkpoint.
 */
export const trainInProcess: StartTraining = (order, { progress, ended }) => {
  let result: Exclude<FromTrain, { kind: 'progress' }> | undefined;
  const child = new ChildProcess<never, FromTrain>(
    { entry: ENTRY, messages: fromTrainSchema, args: [JSON.stringify(order)], priority: LOW_PRIORITY },
    {
      message: (message) => {
        if (message.kind === 'progress') progress(message);
        else result = message;
      },
      ended: ({ how }) => ended(result ?? { kind: 'failed', reason: `it ended by ${how}` }),
    },
  );
  child.start();
  return { stop: () => child.disconnect() };
};
