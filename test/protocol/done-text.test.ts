import { describe, expect, it } from 'vitest';
import { commandResultText } from '../../src/protocol/view/command-result-text.js';

describe('what became of a command', () => {
  it('is told where it is not seen at once', () => {
    const saved = { file: '/a/b/take.mid', notes: 12, seconds: 3 };
    expect(commandResultText({ kind: 'keep', seconds: 60 }, saved)).toBe('Saved 12 notes: take.mid');
    expect(commandResultText({ kind: 'record', on: false }, { ...saved, file: 'C:\\\\b\\take.mid' })).toContain(
      ': take.mid',
    );
    expect(commandResultText({ kind: 'like' }, undefined)).toBe('Liked.');
    const controls = { mode: 'duet' as const, meter: { numerator: 3, denominator: 4 }, tempo: 90 };
    expect(commandResultText({ kind: 'set', controls }, undefined)).toBe('From the next bar line: duet, 3/4.');
  });

  it('is left to the eye and the ear otherwise', () => {
    expect(commandResultText({ kind: 'set', controls: { temperature: 1 } }, undefined)).toBeNull();
    expect(commandResultText({ kind: 'record', on: true }, { on: true, file: null, sinceMs: 0 })).toBeNull();
    expect(commandResultText({ kind: 'panic' }, undefined)).toBeNull();
  });
});
