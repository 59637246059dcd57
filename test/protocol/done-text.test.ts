import { describe, expect, it } from 'vitest';
import { doneText } from '../../src/protocol/view/done-text.js';

describe('what became of a command', () => {
  it('is told where it is not seen at once', () => {
    const saved = { file: '/a/b/take.mid', notes: 12, seconds: 3 };
    expect(doneText({ kind: 'keep', seconds: 60 }, saved)).toBe('Saved 12 notes: take.mid');
    expect(doneText({ kind: 'record', on: false }, { ...saved, file: 'C:\\\\b\\take.mid' })).toContain(': take.mid');
    expect(doneText({ kind: 'like' }, undefined)).toBe('Liked.');
    const controls = { mode: 'duet' as const, meter: { numerator: 3, denominator: 4 }, bpm: 90 };
    expect(doneText({ kind: 'set', controls }, undefined)).toBe('From the next bar on: duet, 3/4.');
  });

  it('is left to the eye and the ear otherwise', () => {
    expect(doneText({ kind: 'set', controls: { temperature: 1 } }, undefined)).toBeNull();
    expect(doneText({ kind: 'record', on: true }, { on: true, file: null, sinceMs: 0 })).toBeNull();
    expect(doneText({ kind: 'panic' }, undefined)).toBeNull();
  });
});
