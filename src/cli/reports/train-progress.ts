import { trainEventText, type TrainEvent } from '../../app/train/train-event.js';
import type { CommandIo } from '../command-io.js';

/** A line is redrawn on a terminal this often, and printed elsewhere this often, in ms. */
const REDRAW_MS = 250;
const PRINT_MS = 15_000;

/**
 * Prints how a training is doing: on stderr, one line redrawn on a terminal and plain lines elsewhere; what came of it
 * on stdout.
 */
export class TrainProgress {
  readonly #io: CommandIo;
  #shownMs = -Infinity;

  constructor(io: CommandIo) {
    this.#io = io;
  }

  onEvent(event: TrainEvent): void {
    const text = trainEventText(event);
    if (event.kind === 'step') this.#redraw(text);
    else if (event.kind === 'trained') this.#io.stdout.write(`${text}\n`);
    else this.#io.stderr.write(this.#io.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
  }

  #redraw(text: string): void {
    const nowMs = this.#io.now();
    if (nowMs - this.#shownMs < (this.#io.isTTY ? REDRAW_MS : PRINT_MS)) return;
    this.#shownMs = nowMs;
    this.#io.stderr.write(this.#io.isTTY ? `\r${text.slice(0, this.#io.columns - 1)}\x1b[K` : `${text}\n`);
  }
}
