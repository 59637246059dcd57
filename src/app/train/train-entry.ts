import { errorLine } from '../../shared/explain-error.js';
import { endWithParent, leaveParent, planOfProcess, sendToParent } from '../../workers/shared/parent-process.js';
import { quietContext } from '../run-context.js';
import { train } from './train.js';
import { trainEventText, type TrainEvent } from './train-event.js';
import { trainOrderSchema, type FromTrain } from './train-messages.js';
import { trainDefaults } from './train-options.js';

/** Process entry: learns a composer. Without a parent it ends in good order, with all that it takes to go on later. */

/** A step is told this often, ms. */
const TELL_MS = 15_000;

const emit = (message: FromTrain): Promise<void> => sendToParent(message);

let toldMs = -Infinity;

const progressOf = (event: TrainEvent): FromTrain | undefined => {
  const text = trainEventText(event);
  if (event.kind === 'evaluated') {
    const { pass, trainLoss: trainingLoss, validationLoss } = event.record;
    return { kind: 'progress', pass: Math.round(pass), trainingLoss, validationLoss, text };
  }
  const nowMs = performance.now();
  if (event.kind !== 'step' || nowMs - toldMs < TELL_MS) return undefined;
  toldMs = nowMs;
  const { pass, passes, trainLoss: trainingLoss } = event.report;
  return { kind: 'progress', pass, passes, trainingLoss, text };
};

const gone = new AbortController();
endWithParent(() => gone.abort());
const { composer, data, ...order } = planOfProcess(trainOrderSchema);
try {
  await train(
    [composer],
    { ...trainDefaults, ...order, data: [data], background: true },
    {
      ...quietContext,
      interruption: () => gone.signal,
      emit: (event) => {
        const progress = progressOf(event);
        if (progress) void emit(progress);
      },
    },
  );
  if (!gone.signal.aborted) await emit({ kind: 'done' });
} catch (error) {
  await emit({ kind: 'failed', reason: errorLine(error) });
}
leaveParent();
