import { describe, expect, it } from 'vitest';
import { SessionRecovery } from '../../../src/daemon/session/session-recovery.js';
import type { FromRecovery, RecoveryPlan } from '../../../src/workers/recovery/recovery-messages.js';
import type { ChildProcessListener } from '../../../src/workers/shared/child-process.js';

/** A recovery whose processes are played by the test. */
const stand = () => {
  const notices: string[] = [];
  const faults: string[] = [];
  const started: { readonly plan: RecoveryPlan; readonly listener: ChildProcessListener<FromRecovery> }[] = [];
  const recovery = new SessionRecovery(
    {
      notice: (level, text) => notices.push(`${level}: ${text}`),
      fault: (part, { message }) => faults.push(`${part}: ${message}`),
    },
    (plan, listener) => {
      started.push({ plan, listener });
      return { start: () => undefined, kill: () => undefined };
    },
  );
  recovery.start({ folders: ['sessions'], pid: 1, own: null, except: [] });
  /** The latest process reads a log and dies of it. */
  const dieOf = (name: string): void => {
    const { listener } = started[started.length - 1];
    listener.message?.({ kind: 'reading', name });
    listener.ended({ code: null, how: 'SIGABRT', said: 'out of memory' });
  };
  return { notices, faults, started, dieOf };
};

describe('the recovery of sessions', () => {
  it('says what was recovered and what could not be', () => {
    const { notices, started } = stand();
    const { listener } = started[0];
    listener.message?.({ kind: 'recovered', session: { file: 'a.mid', notes: 7, seconds: 2, damaged: 1 } });
    listener.message?.({ kind: 'unreadable', reason: '"b.jsonl" is no log.' });
    listener.ended({ code: 0, how: 'code 0', said: '' });
    expect(notices).toEqual([
      'info: Recovered a session that was cut off: 7 notes, a.mid, without 1 damaged lines',
      'warning: "b.jsonl" is no log.',
    ]);
    expect(started).toHaveLength(1);
  });

  it('starts again without the log that ended it, three times at most', () => {
    const { notices, faults, started, dieOf } = stand();
    dieOf('a.jsonl');
    expect(started[1].plan.except).toEqual(['a.jsonl']);
    dieOf('b.jsonl');
    expect(started[2].plan.except).toEqual(['a.jsonl', 'b.jsonl']);
    dieOf('c.jsonl');
    expect(started).toHaveLength(3);
    expect(notices[0]).toBe('warning: "a.jsonl" could not be recovered: the process ended (SIGABRT).');
    expect(notices[2]).toContain('The next start tries the others.');
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain('out of memory');
  });
});
