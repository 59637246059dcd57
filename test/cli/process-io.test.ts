import { describe, expect, it } from 'vitest';
import { processIo } from '../../src/cli/process-io.js';

describe('the real process', () => {
  it('leaves Ctrl-C alone until a command asks to end in good order', () => {
    const before = process.listenerCount('SIGINT');
    const io = processIo();
    expect(process.listenerCount('SIGINT')).toBe(before);

    const signal = io.interruption();
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    expect(io.interruption()).toBe(signal);

    process.emit('SIGINT');
    expect(signal.aborted).toBe(true);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
