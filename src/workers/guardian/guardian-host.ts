import { z } from 'zod';
import { ChildProcess, endError, type Fork } from '../shared/child-process.js';
import type { GuardianPlan, ToGuardian } from './guardian-messages.js';

const ENTRY = new URL('./guardian-entry.js', import.meta.url);

/** A process that outlives the daemon by a moment, to silence what a kill left sounding. */
export class Guardian {
  readonly #died: (cause: Error) => void;
  readonly #fork: Fork | undefined;
  #process: ChildProcess<ToGuardian, never> | undefined;

  /** `died` is called when the process has ended, or could not begin, without having been told to end. */
  constructor(died: (cause: Error) => void, forkProcess?: Fork) {
    this.#died = died;
    this.#fork = forkProcess;
  }

  /** Starts watching, if it does not watch already. */
  start(plan: GuardianPlan): void {
    if (this.#process) return;
    this.#process = new ChildProcess(
      // its stderr is nobody's, since it writes when nobody is there to read any more
      { entry: ENTRY, messages: z.never(), args: [JSON.stringify(plan)], outlives: true, stderr: 'drop' },
      {
        ended: (end) => {
          this.#process = undefined;
          this.#died(endError(end));
        },
      },
      this.#fork,
    );
    this.#process.start();
  }

  /** What plays has died though the daemon lives: it silences what was left and goes. */
  alarm(): void {
    this.#process?.disconnect();
    this.#process = undefined;
  }

  /** All is silent: it may go. */
  dismiss(): void {
    const watching = this.#process;
    this.#process = undefined;
    watching?.send({ kind: 'dismissed' }, () => watching.disconnect());
  }
}
