import type { CountedUnit } from '../training/loss/loss-plot.js';
import type { EvaluationRecord, StepReport } from '../training/trainer/training-plan.js';
import type { CommandIo } from './command-io.js';
import { durationText } from './duration-text.js';

/** A line is redrawn on a terminal this often, and printed elsewhere this often, in ms. */
const REDRAW_MS = 250;
const PRINT_MS = 15_000;

const stepText = ({ pass, passes, trainLoss, notesPerSecond, secondsLeft }: StepReport, unit: CountedUnit): string =>
  `pass ${pass.toFixed(2)} of ${passes} · loss ${trainLoss.toFixed(3)} · ` +
  `${Math.round(notesPerSecond)} ${unit}s/s · ${durationText(secondsLeft)} left`;

/** Tells how a training is doing: one line redrawn on a terminal, plain lines elsewhere. */
export class TrainProgress {
  readonly #io: CommandIo;
  readonly #unit: CountedUnit;
  #shownMs = -Infinity;

  constructor(io: CommandIo, unit: CountedUnit) {
    this.#io = io;
    this.#unit = unit;
  }

  step(report: StepReport): void {
    const nowMs = this.#io.now();
    if (nowMs - this.#shownMs < (this.#io.isTTY ? REDRAW_MS : PRINT_MS)) return;
    this.#shownMs = nowMs;
    const text = stepText(report, this.#unit);
    this.#io.stderr.write(this.#io.isTTY ? `\r${text.slice(0, this.#io.columns - 1)}\x1b[K` : `${text}\n`);
  }

  evaluation({ pass, trainLoss, validationLoss, natsPerNote, seconds }: EvaluationRecord, best: boolean): void {
    this.line(
      `pass ${Math.round(pass)} after ${durationText(seconds)}: training ${trainLoss.toFixed(3)}, ` +
        `validation ${validationLoss.toFixed(3)}; ${natsPerNote.toFixed(3)} nats per ${this.#unit}` +
        (best ? ' (best so far, saved)' : ''),
    );
  }

  /** A line that stays. */
  line(text: string): void {
    this.#io.stderr.write(this.#io.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
  }
}
