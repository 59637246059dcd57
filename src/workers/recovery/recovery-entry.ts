import { recoverSessions } from '../../adapters/recording/recover-sessions.js';
import { recoveryPlanSchema, type FromRecovery } from './recovery-messages.js';

/** Process entry: makes the .mid of sessions that were cut off, however long they are. Ends when its channel does. */

const emit = (message: FromRecovery): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve());
  });

// what ends all processes of a session at once is for the daemon to obey
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

const { folders, ...plan } = recoveryPlanSchema.parse(JSON.parse(process.argv[2]));
for (const folder of folders) {
  const begins = (name: string): void => void emit({ kind: 'reading', name });
  for await (const recovery of recoverSessions({ ...plan, folder, begins })) await emit(recovery);
}
process.disconnect();
