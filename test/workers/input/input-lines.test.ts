import { describe, expect, it } from 'vitest';
import { countOverruns, messageLine, parseInputLine, reportLine } from '../../../src/workers/input/input-lines.js';

describe('what the process that hears says', () => {
  it.each([
    { source: 0, atMs: 1234.567891, bytes: [0x90, 60, 80] },
    { source: 3, atMs: 1e9, bytes: [0xf8] },
    { source: 1, atMs: 5, bytes: [] },
  ])('is a message a line: %j', (message) => {
    expect(parseInputLine(messageLine(message).trimEnd())).toEqual({ kind: 'message', message });
  });

  it('or a report', () => {
    const report = { kind: 'output-names', names: ['Synth:Synth "1"\n 20:0'] } as const;
    expect(parseInputLine(reportLine(report).trimEnd())).toEqual({ kind: 'report', report });
  });

  it("or, by the library's words, that messages were lost", () => {
    expect(countOverruns('\nMidiInAlsa::alsaMidiHandler: MIDI input buffer overrun!\n\n')).toBe(1);
    expect(countOverruns('a warning of another kind')).toBe(0);
  });
});
