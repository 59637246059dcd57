import { durationText } from '../../shared/duration-text.js';
import type { CommandIo } from '../command-io.js';

/** A line is redrawn on a terminal this often, and printed elsewhere this often, in ms. */
const REDRAW_MS = 250;
const PRINT_MS = 15_000;
/** Work that is done sooner shows nothing. */
const SHORT_MS = 500;

/** `done` of `total` in words, such as `3 of 50 pieces`. */
export type CountText = (done: number, total: number) => string;

/** For work that is counted in no unit that people know: `37 %`. */
export const percentText =
  (what: string): CountText =>
  (done, total) =>
    `${what}: ${Math.floor((100 * done) / total)} %`;

/** Tells on stderr how far work is and how long it will still take; on a terminal in one line, which the next
 * output takes the place of. */
export const progressLine = (io: CommandIo, text: CountText): ((done: number, total: number) => void) => {
  let startMs = io.now();
  let shownMs = startMs;
  return (done, total) => {
    const nowMs = io.now();
    if (done <= 0) shownMs = startMs = nowMs;
    if (done <= 0 || done >= total) return;
    if (nowMs - startMs < SHORT_MS || nowMs - shownMs < (io.isTTY ? REDRAW_MS : PRINT_MS)) return;
    shownMs = nowMs;
    const left = durationText((((nowMs - startMs) / done) * (total - done)) / 1000);
    const line = `${text(done, total)}, ${left} left`;
    io.stderr.write(io.isTTY ? `\r${line.slice(0, io.columns - 1)}\x1b[K` : `${line}\n`);
  };
};
