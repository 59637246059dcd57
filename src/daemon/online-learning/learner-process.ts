import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromLearner, LearnerPlan, Lesson } from '../../workers/learner/learner-messages.js';

const ENTRY = fileURLToPath(new URL('../../workers/learner/learner-entry.js', import.meta.url));

export interface LearnerListener {
  readonly told: (message: FromLearner) => void;
  /** It has ended unexpectedly. */
  readonly died: (reason: string) => void;
}

/** The process that adapts to the player; separate, so that neither its work nor a crash affects the beat. */
export class LearnerProcess {
  readonly plan: LearnerPlan;
  #child: ChildProcess | undefined;

  constructor(plan: LearnerPlan, { told, died }: LearnerListener) {
    this.plan = plan;
    const child = fork(ENTRY, [JSON.stringify(plan)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    child.on('message', (message: FromLearner) => told(message));
    const ended = (reason: string): void => {
      if (!this.#child) return;
      this.#child = undefined;
      died(reason);
    };
    child.on('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(signal ?? `code ${code}`));
  }

  teach(lesson: Lesson): void {
    this.#child?.send(lesson);
  }

  /** Ends it at once and discards its work. */
  stop(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
  }
}
