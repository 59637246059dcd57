import { describe, expect, it } from 'vitest';
import { reportingSeldom, surviveFaults } from '../../src/cli/survive-faults.js';

describe('faults that nothing else has caught', () => {
  it('are reported once in a while, however often they come', () => {
    let nowMs = 0;
    const reports: string[] = [];
    const report = reportingSeldom(
      ({ message }) => reports.push(message),
      () => nowMs,
    );
    for (; nowMs < 130_000; nowMs += 10) report(new Error('full'));
    report('thrown as a text');
    expect(reports).toEqual(['full', 'full', 'full', 'thrown as a text']);
  });

  it('do not end the process while music plays', () => {
    const before = process.listenerCount('uncaughtException');
    const stop = surviveFaults(
      () => undefined,
      () => 0,
    );
    expect(process.listenerCount('uncaughtException')).toBe(before + 1);
    stop();
    expect(process.listenerCount('uncaughtException')).toBe(before);
  });
});
