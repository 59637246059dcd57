import type { CommandIo } from './command-io.js';
import { durationText } from './duration-text.js';

/** A line is redrawn on a terminal this often, and printed elsewhere this often, in ms. */
const REDRAW_MS = 250;
const PRINT_MS = 15_000;

/** Counts samples aloud; asking for one takes over Ctrl-C, which `signal` then tells. */
export class SampleProgress {
  readonly signal: AbortSignal;
  readonly #io: CommandIo;
  readonly #total: number;
  readonly #startedMs: number;
  #shownMs: number;
  #done = 0;

  constructor(io: CommandIo, total: number) {
    this.#io = io;
    this.#total = total;
    this.signal = io.interruption();
    this.#startedMs = io.now();
    this.#shownMs = this.#startedMs;
  }

  readonly onSample = (): void => {
    this.#done++;
    const nowMs = this.#io.now();
    if (nowMs - this.#shownMs < (this.#io.isTTY ? REDRAW_MS : PRINT_MS) && this.#done < this.#total) return;
    this.#shownMs = nowMs;
    const left = durationText((((nowMs - this.#startedMs) / this.#done) * (this.#total - this.#done)) / 1000);
    const text = `${this.#done} of ${this.#total} pieces, ${left} left`;
    const isLast = this.#done === this.#total;
    this.#io.stderr.write(this.#io.isTTY ? `\r${text}\x1b[K${isLast ? '\n' : ''}` : `${text}\n`);
  };
}
