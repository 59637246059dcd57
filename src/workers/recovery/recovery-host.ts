import { ChildProcess, LOWEST_PRIORITY, type ChildProcessListener } from '../shared/child-process.js';
import { fromRecoverySchema, type FromRecovery, type RecoveryPlan } from './recovery-messages.js';

const ENTRY = new URL('./recovery-entry.js', import.meta.url);

/** A log of some gigabytes ends the process that reads it, and nothing else. */
const MOST_MEMORY_MIB = 1024;

/** A process that recovers sessions which were cut off, not started yet. */
export const recoveryProcess = (
  plan: RecoveryPlan,
  listener: ChildProcessListener<FromRecovery>,
): ChildProcess<never, FromRecovery> =>
  new ChildProcess(
    {
      entry: ENTRY,
      messages: fromRecoverySchema,
      args: [JSON.stringify(plan)],
      nodeArgs: [`--max-old-space-size=${MOST_MEMORY_MIB}`],
      priority: LOWEST_PRIORITY,
    },
    listener,
  );
