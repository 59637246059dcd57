import { describe, expect, it } from 'vitest';
import { countOverruns } from '../../../src/workers/input/count-overruns.js';
import { fromInputProcessSchema } from '../../../src/workers/input/input-messages.js';

describe('what the process that hears says', () => {
  it.each([
    { kind: 'midi', source: 0, atMs: 1234.567891, bytes: [0x90, 60, 80] },
    { kind: 'midi', source: 3, atMs: 1e9, bytes: [0xf8] },
    { kind: 'midi', source: 1, atMs: 5, bytes: [] },
    { kind: 'output-names', names: ['Synth:Synth "1"\n 20:0'] },
  ])('is taken as it was sent: %j', (message) => {
    expect(fromInputProcessSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    { kind: 'midi', source: 0, atMs: 1, bytes: [256] },
    { kind: 'midi', source: -1, atMs: 1, bytes: [] },
    { kind: 'hello' },
  ])('is refused where it is nothing that can be meant: %j', (message) => {
    expect(fromInputProcessSchema.safeParse(message).success).toBe(false);
  });

  it("tells, by the library's words, that messages were lost", () => {
    expect(countOverruns('\nMidiInAlsa::alsaMidiHandler: MIDI input buffer overrun!\n\n')).toBe(1);
    expect(countOverruns('a warning of another kind')).toBe(0);
  });
});
