import { describe, expect, it } from 'vitest';
import { ClockFollowedError, CommandFailedError } from '../../src/daemon/daemon-errors.js';
import { reportCommand } from '../../src/daemon/report-command.js';

/** What was reported, as text. */
const reporting = () => {
  const reports: string[] = [];
  const host = {
    command: ({ kind }: { kind: string }, sender: string, error?: Error) =>
      void reports.push(`${kind} from ${sender}: ${error?.message ?? 'done'}`),
    fault: (part: string, cause: Error) => void reports.push(`fault in ${part}: ${cause.message}`),
  };
  return { reports, host };
};

describe('a command', () => {
  it('gives its answer, and is reported with its sender', async () => {
    const { reports, host } = reporting();
    expect(await reportCommand({ kind: 'ping' }, 'client 3', host, async () => 'answer')).toBe('answer');
    expect(reports).toEqual(['ping from client 3: done']);
  });

  it('that is refused is reported with the reason, and is no fault', async () => {
    const { reports, host } = reporting();
    const refused = reportCommand({ kind: 'tap' }, 'schedule', host, () => Promise.reject(new ClockFollowedError()));
    await expect(refused).rejects.toBeInstanceOf(ClockFollowedError);
    expect(reports).toEqual([`tap from schedule: ${new ClockFollowedError().message}`]);
  });

  it('that breaks is a fault, which its sender reads as one line', async () => {
    const { reports, host } = reporting();
    const broken = reportCommand({ kind: 'tap' }, 'control socket', host, () => Promise.reject(new Error('bug')));
    await expect(broken).rejects.toBeInstanceOf(CommandFailedError);
    expect(reports).toEqual(['tap from control socket: bug', 'fault in command tap: bug']);
  });
});
