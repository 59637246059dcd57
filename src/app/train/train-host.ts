import type { StartTraining } from '../../daemon/training/training-job.js';
import { ChildProcess, LOW_PRIORITY, endError } from '../../workers/shared/child-process.js';
import { fromTrainSchema, type FromTrain } from './train-messages.js';

const ENTRY = new URL('./train-entry.js', import.meta.url);

/**
 * Starts trainings in processes of their own, at low priority, so that neither their work nor a crash touches the beat.
 * They end with the daemon, however that ends, and keep their checkpoints. `fault` is told of crashes.
 */
export const trainInProcess =
  (fault: (part: string, cause: Error) => void): StartTraining =>
  (order, { progress, ended }) => {
    let result: Exclude<FromTrain, { kind: 'progress' }> | undefined;
    const child = new ChildProcess<never, FromTrain>(
      { entry: ENTRY, messages: fromTrainSchema, args: [JSON.stringify(order)], priority: LOW_PRIORITY },
      {
        message: (message) => {
          if (message.kind === 'progress') progress(message);
          else result = message;
        },
        ended: (end) => {
          if (!result) fault('training', endError(end));
          ended(result ?? { kind: 'failed', reason: `it ended by ${end.how}` });
        },
      },
    );
    child.start();
    return { stop: () => child.disconnect() };
  };
