import type { TrainingState } from '../../protocol/live-event.js';
import type { StartTraining, TrainingJob, TrainingOrder, TrainingProgress, TrainingResult } from './training-job.js';

const firstState = ({ name, composer }: TrainingOrder): TrainingState => {
  const model = name ?? composer;
  const message = `training ${model}`;
  return { model, state: 'running', pass: 0, passes: 0, trainingLoss: null, validationLoss: null, message };
};

const stateAfter = (before: TrainingState, progress: TrainingProgress): TrainingState => {
  const { pass, passes = before.passes, trainingLoss, validationLoss = before.validationLoss, text } = progress;
  return { ...before, pass, passes, trainingLoss, validationLoss, message: text };
};

const stateAtEnd = (before: TrainingState, result: TrainingResult): TrainingState =>
  result.kind === 'done'
    ? { ...before, state: 'done', message: `${before.model} has been learned` }
    : { ...before, state: 'failed', message: `Training ${before.model} has failed: ${result.reason}` };

/** Trainings of a daemon: one at a time. */
export class TrainingJobRunner {
  readonly #start: StartTraining;
  readonly #changed: (state: TrainingState) => void;
  #job: TrainingJob | undefined;

  /** `changed` is told how a training goes. */
  constructor(start: StartTraining, changed: (state: TrainingState) => void) {
    this.#start = start;
    this.#changed = changed;
  }

  get isBusy(): boolean {
    return this.#job !== undefined;
  }

  /** Whether it ended with a model. None may be under way. */
  learn(order: TrainingOrder): Promise<boolean> {
    let state = firstState(order);
    this.#changed(state);
    return new Promise((resolve) => {
      this.#job = this.#start(order, {
        progress: (progress) => {
          state = stateAfter(state, progress);
          this.#changed(state);
        },
        ended: (result) => {
          this.#job = undefined;
          this.#changed(stateAtEnd(state, result));
          resolve(result.kind === 'done');
        },
      });
    });
  }

  /** Stops the current training at its next checkpoint. */
  stop(): void {
    this.#job?.stop();
    this.#job = undefined;
  }
}
