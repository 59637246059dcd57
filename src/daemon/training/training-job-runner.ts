import type { TrainingState } from '../../protocol/live-event.js';
import { TrainingProcess, type TrainingOrder } from './training-process.js';

export interface TrainingJobRunnerOptions {
  readonly progress: (state: TrainingState) => void;
}

/** Trainings of a daemon: one at a time. */
export class TrainingJobRunner {
  readonly #options: TrainingJobRunnerOptions;
  #child: TrainingProcess | undefined;

  constructor(options: TrainingJobRunnerOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#child !== undefined;
  }

  /** Whether it ended with a model. No other training may be running. */
  learn(order: TrainingOrder): Promise<boolean> {
    return new Promise((resolve) => {
      const child = new TrainingProcess(order, {
        progress: this.#options.progress,
        ended: (learned) => {
          this.#child = undefined;
          resolve(learned);
        },
      });
      this.#child = child;
      child.start();
    });
  }

  /** Stops the current training at its next checkpoint. */
  stop(): void {
    this.#child?.stop();
  }
}
