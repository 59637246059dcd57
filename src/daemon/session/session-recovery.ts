import { endError, type ChildProcess } from '../../workers/shared/child-process.js';
import { recoveryProcess } from '../../workers/recovery/recovery-host.js';
import type { FromRecovery, RecoveryPlan } from '../../workers/recovery/recovery-messages.js';

/** Number of logs that may crash it before the rest waits for the next start. */
const MOST_DEATHS = 3;

/** What came of the recovery is told to. */
export interface SessionRecoveryListener {
  readonly notice: (level: 'info' | 'warning', text: string) => void;
  readonly fault: (part: string, cause: Error) => void;
}

type StartRecovery = (
  ...of: Parameters<typeof recoveryProcess>
) => Pick<ChildProcess<never, FromRecovery>, 'start' | 'kill'>;

/**
 * Recovers interrupted sessions while music plays, in a separate process that restarts without a log that crashed it.
 * Reports results and failures.
 */
export class SessionRecovery {
  readonly #listener: SessionRecoveryListener;
  readonly #process: StartRecovery;
  #child: ReturnType<StartRecovery> | undefined;
  #deaths = 0;

  constructor(listener: SessionRecoveryListener, startProcess: StartRecovery = recoveryProcess) {
    this.#listener = listener;
    this.#process = startProcess;
  }

  start(plan: RecoveryPlan): void {
    let reading: string | undefined;
    this.#child = this.#process(plan, {
      message: (message) => {
        if (message.kind === 'reading') reading = message.name;
        else this.#report(message);
      },
      ended: (end) => {
        this.#child = undefined;
        if (end.code === 0) return;
        this.#listener.fault('recovery of sessions', endError(end));
        this.#died(plan, reading, end.how);
      },
    });
    this.#child.start();
  }

  /** The rest is recovered by the next start. */
  stop(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  #report(recovery: Exclude<FromRecovery, { kind: 'reading' }>): void {
    if (recovery.kind === 'unreadable') {
      this.#listener.notice('warning', recovery.reason);
      return;
    }
    const { notes, file, damaged } = recovery.session;
    const without = damaged === 0 ? '' : `, without ${damaged} damaged lines`;
    this.#listener.notice('info', `Recovered a session that was cut off: ${notes} notes, ${file}${without}`);
  }

  #died(plan: RecoveryPlan, reading: string | undefined, reason: string): void {
    const isGivenUp = reading === undefined || ++this.#deaths >= MOST_DEATHS;
    const what = reading === undefined ? 'Sessions that were cut off' : `"${reading}"`;
    const rest = isGivenUp ? ' The next start tries the others.' : '';
    this.#listener.notice('warning', `${what} could not be recovered: the process ended (${reason}).${rest}`);
    if (!isGivenUp) this.start({ ...plan, except: [...plan.except, reading] });
  }
}
