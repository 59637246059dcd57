import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { lowerPriority } from '../../workers/shared/low-priority.js';
import type { FromRecovery, RecoveryPlan } from '../../workers/recovery/recovery-messages.js';
import { reasonOf } from '../../shared/error.js';

const ENTRY = fileURLToPath(new URL('../../workers/recovery/recovery-entry.js', import.meta.url));

/** A log of some gigabytes can only end the process that reads it. */
const MOST_MEMORY_MIB = 1024;
/** Number of logs that may crash it before the rest waits for the next start. */
const MOST_DEATHS = 3;

/** Something to be said, as one line. */
export interface Notice {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

const noticeOf = (recovery: Exclude<FromRecovery, { kind: 'reading' }>): Notice => {
  if (recovery.kind === 'unreadable') return { level: 'warning', text: recovery.reason };
  const { notes, file, damaged } = recovery.session;
  const without = damaged === 0 ? '' : `, without ${damaged} damaged lines`;
  return { level: 'info', text: `Recovered a session that was cut off: ${notes} notes, ${file}${without}` };
};

const forkRecovery = (plan: RecoveryPlan): ChildProcess => {
  const execArgv = [`--max-old-space-size=${MOST_MEMORY_MIB}`];
  const child = fork(ENTRY, [JSON.stringify(plan)], { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  lowerPriority(child.pid);
  return child;
};

/**
 * Recovers interrupted sessions while music plays, in a separate process that restarts without a log that crashed it.
 * Reports results and failures.
 */
export class RecoveryProcess {
  readonly #notice: (notice: Notice) => void;
  readonly #fork: (plan: RecoveryPlan) => ChildProcess;
  #child: ChildProcess | undefined;
  #deaths = 0;

  constructor(notice: (notice: Notice) => void, forkProcess = forkRecovery) {
    this.#notice = notice;
    this.#fork = forkProcess;
  }

  start(plan: RecoveryPlan): void {
    let reading: string | undefined;
    let child: ChildProcess;
    try {
      child = this.#fork(plan);
    } catch (error) {
      this.#died(plan, reading, reasonOf(error));
      return;
    }
    this.#child = child;
    child.on('message', (message: FromRecovery) => {
      if (message.kind === 'reading') reading = message.name;
      else this.#notice(noticeOf(message));
    });
    const ended = (reason: string | undefined): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (reason !== undefined) this.#died(plan, reading, reason);
    };
    child.on('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(code === 0 ? undefined : (signal ?? `code ${code}`)));
  }

  /** The rest is recovered by the next start. */
  stop(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
  }

  #died(plan: RecoveryPlan, reading: string | undefined, reason: string): void {
    const isGivenUp = reading === undefined || ++this.#deaths >= MOST_DEATHS;
    const what = reading === undefined ? 'Sessions that were cut off' : `"${reading}"`;
    const rest = isGivenUp ? ' The next start tries the others.' : '';
    this.#notice({ level: 'warning', text: `${what} could not be recovered: the process ended (${reason}).${rest}` });
    if (!isGivenUp) this.start({ ...plan, except: [...plan.except, reading] });
  }
}
