import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DISMISSED, type GuardianPlan } from './guardian-messages.js';

const ENTRY = fileURLToPath(new URL('./guardian-entry.js', import.meta.url));

/** Starts the process; in a session of its own, so that what ends the daemon's does not end it. */
const spawnGuardian = (plan: GuardianPlan): ChildProcess =>
  spawn(process.execPath, [ENTRY, JSON.stringify(plan)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });

/** A process that outlives the daemon by a moment, to silence what a kill left sounding. */
export class Guardian {
  readonly #died: (cause: Error) => void;
  readonly #spawn: (plan: GuardianPlan) => ChildProcess;
  #child: ChildProcess | undefined;

  /** `died` is called when the process has ended, or could not begin, without having been told to end. */
  constructor(died: (cause: Error) => void, spawnProcess = spawnGuardian) {
    this.#died = died;
    this.#spawn = spawnProcess;
  }

  /** Starts watching, if it does not watch already. */
  start(plan: GuardianPlan): void {
    if (this.#child) return;
    const child = this.#spawn(plan);
    this.#child = child;
    const ended = (cause: Error): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#died(cause);
    };
    child.on('error', ended);
    child.once('exit', (code, signal) => ended(new Error(`the process ended by ${signal ?? `code ${code}`}`)));
    child.stdin?.on('error', () => undefined); // its end is heard of by `exit`
    child.unref();
  }

  /** What plays has died though the daemon lives: it silences what was left and goes. */
  alarm(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.stdin?.end();
  }

  /** All is silent: it may go. */
  dismiss(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.stdin?.end(`${DISMISSED}\n`);
  }
}
