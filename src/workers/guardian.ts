import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DISMISSED, type GuardianPlan } from './guardian-messages.js';

const ENTRY = fileURLToPath(new URL('./guardian-entry.js', import.meta.url));

/** A process that outlives the daemon by a moment, to silence what a kill left sounding. */
export class Guardian {
  #child: ChildProcess | undefined;

  /** Starts watching. In a session of its own, so that what ends the daemon's does not end it. */
  start(plan: GuardianPlan): void {
    const child = spawn(process.execPath, [ENTRY, JSON.stringify(plan)], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('error', () => (this.#child = undefined)); // without it only a kill is not cleaned up after
    child.stdin.on('error', () => undefined);
    child.unref();
    this.#child = child;
  }

  /** What plays has died though the daemon lives: it silences what was left and goes. */
  alarm(): void {
    this.#child?.stdin?.end();
    this.#child = undefined;
  }

  /** All is silent: it may go. */
  dismiss(): void {
    this.#child?.stdin?.end(`${DISMISSED}\n`);
    this.#child = undefined;
  }
}
