import type { Weights } from '../../model/networks/parameters.js';
import { totalNats, type FieldScores } from '../evaluation/field-scores.js';
import { learningRateAt } from './learning-rate.js';
import type { NetworkTrainer } from './network-trainer.js';
import type { BatchStream, EvaluationRecord, StepReport, StopReason, TrainingPlan } from './training-plan.js';
import type { SavedTraining, TrainingProgress } from './training-state.js';

/** What a run needs from its caller. */
export interface TrainingRunOptions {
  readonly plan: TrainingPlan;
  readonly trainer: NetworkTrainer;
  readonly stream: BatchStream;
  readonly progress: TrainingProgress;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Training time, of this session, after which the run ends. */
  readonly maxSeconds: number;
  /** At most this long between two saves. */
  readonly saveEverySeconds: number;
  /** Checked after every step. */
  readonly interrupted: () => boolean;
  readonly validate: (weights: Weights) => Promise<FieldScores>;
  readonly onStep: (report: StepReport) => void;
  /** After each evaluation, before the state is saved; `best` when no earlier one was better. */
  readonly onEvaluation: (record: EvaluationRecord, best: boolean, weights: Weights) => Promise<void>;
  readonly save: (saved: SavedTraining) => Promise<void>;
}

/** A run from its saved progress to its end. Made for one call of `run`. */
export class TrainingRun {
  readonly #options: TrainingRunOptions;
  #progress: { -readonly [K in keyof TrainingProgress]: TrainingProgress[K] };
  #step: number;
  readonly #startMs: number;
  readonly #secondsBefore: number;
  readonly #notesBefore: number;
  #savedMs: number;

  constructor(options: TrainingRunOptions) {
    this.#options = options;
    this.#progress = { ...options.progress };
    this.#step = options.trainer.steps;
    this.#startMs = options.nowMs();
    this.#savedMs = this.#startMs;
    this.#secondsBefore = options.progress.seconds;
    this.#notesBefore = options.progress.notesSeen;
  }

  async run(): Promise<{ readonly reason: StopReason; readonly progress: TrainingProgress }> {
    let reason = this.#stopReason();
    while (reason === undefined) {
      await this.#trainStep();
      if (this.#evaluationIsDue()) {
        await this.#evaluate();
        await this.#save();
      } else if (this.#options.nowMs() - this.#savedMs > 1000 * this.#options.saveEverySeconds) {
        await this.#save();
      }
      reason = this.#stopReason();
    }
    if (reason !== 'passes' && reason !== 'patience') await this.#save();
    return { reason, progress: this.#progress };
  }

  #stopReason(): StopReason | undefined {
    const { plan, stream, interrupted, maxSeconds } = this.#options;
    if (interrupted()) return 'interrupted';
    if (stream.passes >= plan.passes && this.#progress.evaluations >= plan.passes) return 'passes';
    if (this.#progress.evaluationsSinceBest >= plan.patience) return 'patience';
    return this.#sessionSeconds >= maxSeconds ? 'minutes' : undefined;
  }

  get #sessionSeconds(): number {
    return this.#progress.seconds - this.#secondsBefore;
  }

  /** Once a pass: a count of evaluations, so that a resumed run evaluates at the same steps. */
  #evaluationIsDue(): boolean {
    return Math.floor(this.#options.stream.passes) > this.#progress.evaluations;
  }

  async #trainStep(): Promise<void> {
    const { plan, stream, trainer, onStep, nowMs } = this.#options;
    const share = stream.passes / plan.passes;
    const batch = stream.next();
    const { fieldLosses } = await trainer.step(batch, learningRateAt(plan.schedule, this.#step, share));
    this.#step += 1;
    const progress = this.#progress;
    progress.lossSum += fieldLosses.reduce((sum, loss) => sum + loss, 0);
    progress.lossNotes += batch.notes;
    progress.notesSeen += batch.notes;
    progress.eventsSeen += batch.events;
    progress.seconds = this.#secondsBefore + (nowMs() - this.#startMs) / 1000;
    onStep(this.#report());
  }

  #report(): StepReport {
    const { plan, stream, maxSeconds } = this.#options;
    const { seconds, notesSeen, lossSum, lossNotes } = this.#progress;
    const pass = stream.passes;
    const notesPerSecond = (notesSeen - this.#notesBefore) / Math.max(0.001, this.#sessionSeconds);
    const notesLeft = (Math.max(0, plan.passes - pass) * notesSeen) / Math.max(pass, 1e-9);
    const secondsLeft = Math.min(notesLeft / Math.max(notesPerSecond, 1e-9), maxSeconds - this.#sessionSeconds);
    const trainLoss = lossSum / Math.max(1, lossNotes);
    return { pass, passes: plan.passes, notesSeen, seconds, trainLoss, notesPerSecond, secondsLeft };
  }

  async #evaluate(): Promise<void> {
    const { trainer, stream, validate, onEvaluation } = this.#options;
    const progress = this.#progress;
    const result = await validate(trainer.weights);
    const validationLoss = totalNats(result);
    const best = progress.bestLoss === null || validationLoss < progress.bestLoss;
    progress.evaluations += 1;
    progress.evaluationsSinceBest = best ? 0 : progress.evaluationsSinceBest + 1;
    if (best) {
      progress.bestLoss = validationLoss;
      progress.bestNats = result.natsPerNote;
    }
    const record: EvaluationRecord = {
      step: this.#step,
      pass: stream.passes,
      notes: progress.notesSeen,
      seconds: progress.seconds,
      trainLoss: progress.lossSum / Math.max(1, progress.lossNotes),
      validationLoss,
      natsPerNote: result.natsPerNote,
      fields: result.fields,
    };
    progress.lossSum = 0;
    progress.lossNotes = 0;
    await onEvaluation(record, best, trainer.weights);
  }

  async #save(): Promise<void> {
    const { trainer, stream, save, nowMs } = this.#options;
    this.#progress.stream = stream.save();
    await save({ trainer: trainer.save(), progress: { ...this.#progress } });
    this.#savedMs = nowMs();
  }
}
