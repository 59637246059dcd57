import { recoverSessions } from '../../adapters/recording/recover-sessions.js';
import { endWithParent, leaveParent, planOfProcess, sendToParent } from '../shared/parent-process.js';
import { recoveryPlanSchema, type FromRecovery } from './recovery-messages.js';

/** Process entry: makes the .mid of sessions that were cut off, however long they are. */

const emit = (message: FromRecovery): Promise<void> => sendToParent(message);

endWithParent(() => process.exit());
const { folders, ...plan } = planOfProcess(recoveryPlanSchema);
for (const folder of folders) {
  const begins = (name: string): void => void emit({ kind: 'reading', name });
  for await (const recovery of recoverSessions({ ...plan, folder, begins })) await emit(recovery);
}
leaveParent();
