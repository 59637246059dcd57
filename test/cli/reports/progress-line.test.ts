import { describe, expect, it } from 'vitest';
import { percentText, progressLine } from '../../../src/cli/reports/progress-line.js';
import { RecordedIo } from '../recorded-io.js';

/** What was printed while work went on at one step a second. */
const printed = (isTTY: boolean, steps: number): string => {
  const io = new RecordedIo();
  let nowMs = 0;
  const progress = progressLine(io.as({ isTTY, now: () => nowMs }), (done, of) => `${done} of ${of}`);
  for (let done = 0; done <= steps; done++, nowMs += 1000) progress(done, steps);
  return io.err;
};

describe('a line of progress', () => {
  it('is drawn again in place on a terminal, with the time left', () => {
    expect(printed(true, 4)).toBe('\r1 of 4, 3 s left\x1b[K\r2 of 4, 2 s left\x1b[K\r3 of 4, 1 s left\x1b[K');
  });

  it('is printed seldom elsewhere', () => {
    expect(printed(false, 40)).toBe('15 of 40, 25 s left\n30 of 40, 10 s left\n');
  });

  it('is not shown for work that is done at once', () => {
    const io = new RecordedIo();
    const progress = progressLine(io.as({ isTTY: true }), percentText('read'));
    for (const done of [0, 1, 2, 3]) progress(done, 3);
    expect(io.err).toBe('');
    expect(percentText('read')(1, 3)).toBe('read: 33 %');
  });
});
