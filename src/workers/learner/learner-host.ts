import { ChildProcess, LOW_PRIORITY, type ChildProcessListener } from '../shared/child-process.js';
import { fromLearnerSchema, type FromLearner, type LearnerPlan, type Lesson } from './learner-messages.js';

const ENTRY = new URL('./learner-entry.js', import.meta.url);

/** What learns from the player: a process of its own, so that neither its work nor its crash touches the beat. */
export class LearnerHost {
  readonly plan: LearnerPlan;
  readonly #process: ChildProcess<Lesson, FromLearner>;

  constructor(plan: LearnerPlan, listener: ChildProcessListener<FromLearner>) {
    this.plan = plan;
    const args = [JSON.stringify(plan)];
    this.#process = new ChildProcess(
      { entry: ENTRY, messages: fromLearnerSchema, args, priority: LOW_PRIORITY },
      listener,
    );
    this.#process.start();
  }

  teach(lesson: Lesson): void {
    this.#process.send(lesson);
  }

  /** Ends it at once: whatever it was about is not wanted any more. */
  stop(): void {
    this.#process.kill();
  }
}
