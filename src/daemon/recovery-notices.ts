import { recoverSessions } from '../adapters/recording/session-files.js';

/** Something to be said, as one line. */
export interface Notice {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** Recovers the sessions that were cut off, and says so. */
export const recoveryNotices = (folder: string): readonly Notice[] =>
  recoverSessions(folder).map((recovery) =>
    recovery.kind === 'unreadable'
      ? { level: 'warning', text: recovery.reason }
      : {
          level: 'info',
          text: `Recovered a session that was cut off: ${recovery.session.notes} notes, ${recovery.session.file}`,
        },
  );
