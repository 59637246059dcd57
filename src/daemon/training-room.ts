import type { TrainingState } from '../protocol/live-event.js';
import { TrainingChild, type TrainingOrder } from './training-child.js';

export interface TrainingRoomOptions {
  readonly progress: (state: TrainingState) => void;
}

/** Trainings of a daemon: one at a time. */
export class TrainingRoom {
  readonly #options: TrainingRoomOptions;
  #child: TrainingChild | undefined;

  constructor(options: TrainingRoomOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#child !== undefined;
  }

  /** Whether it ended with a model. The room must be free. */
  learn(order: TrainingOrder): Promise<boolean> {
    return new Promise((resolve) => {
      const child = new TrainingChild(order, {
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

  /** Ends what is being learned at its next checkpoint. */
  stop(): void {
    this.#child?.stop();
  }
}
