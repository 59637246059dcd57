import { describe, expect, it } from 'vitest';
import { Log } from '../../../src/adapters/log/log.js';
import { LOG_LEVELS, type EntryLevel, type LogLevel } from '../../../src/shared/log-levels.js';

/** A log, what it wrote to its file, and what it printed. */
const openLog = (level: LogLevel, secrets: readonly string[] = []) => {
  const lines: Record<string, unknown>[] = [];
  const printed: string[] = [];
  const log = new Log({
    level,
    secrets,
    write: (line) => {
      expect(line).toMatch(/^\{.*\}\n$/);
      lines.push(JSON.parse(line) as Record<string, unknown>);
    },
    print: (line) => printed.push(line),
  });
  return { log, lines, printed };
};

const entryLevels = LOG_LEVELS.filter((level): level is EntryLevel => level !== 'silent');

describe('the log', () => {
  it('writes JSON lines with time, level, component and message, and prints plain ones', () => {
    const { log, lines, printed } = openLog('info');
    log.notice({ level: 'warn', component: 'midi', text: 'The port is gone.', details: { port: 'Synth' } });
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        pid: process.pid,
        component: 'midi',
        port: 'Synth',
        msg: 'The port is gone.',
      },
    ]);
    expect(printed).toEqual(['warning: The port is gone.']);
  });

  it.each(LOG_LEVELS)('at level %s keeps that level and what is above it, in the file and on the terminal', (level) => {
    const { log, lines, printed } = openLog(level);
    for (const each of entryLevels) log.notice({ level: each, component: 'test', text: each });
    const kept = entryLevels.slice(LOG_LEVELS.indexOf(level));
    expect(lines.map(({ msg }) => msg)).toEqual(kept);
    expect(printed).toHaveLength(kept.length);
    expect(entryLevels.filter((each) => log.isOn(each))).toEqual(kept);
  });

  it('shows notices as they are, and other lines only to those who ask for more than info', () => {
    const usual = openLog('info');
    const curious = openLog('debug');
    for (const { log } of [usual, curious]) {
      log.record({ level: 'info', component: 'daemon', text: 'started' });
      log.record({ level: 'debug', component: 'command', text: 'set' });
      log.notice({ level: 'info', component: 'daemon', text: 'Recorded 3 notes.' });
      log.notice({ level: 'info', component: 'midi', text: 'no ports' }, 'note: no ports');
    }
    expect(usual.printed).toEqual(['Recorded 3 notes.', 'note: no ports']);
    expect(usual.lines.map(({ msg }) => msg)).toEqual(['started', 'Recorded 3 notes.', 'no ports']);
    expect(curious.printed).toEqual(['started', 'debug: set', 'Recorded 3 notes.', 'note: no ports']);
  });

  it('keeps the stack and the code of a fault, and prints it as before', () => {
    const { log, lines, printed } = openLog('error');
    const cause = Object.assign(new Error('full'), { code: 'ENOSPC' });
    log.fault('recording', cause);
    expect(lines[0]).toMatchObject({ level: 'error', component: 'recording', code: 'ENOSPC', msg: 'full' });
    expect(lines[0].err).toMatchObject({ message: 'full', stack: cause.stack });
    expect(printed).toEqual([`recording: ${cause.stack!}`]);
  });

  it('never holds a secret, wherever it stands', () => {
    const { log, lines, printed } = openLog('trace', ['s3cret', '']);
    log.notice({
      level: 'info',
      component: 'web',
      text: 'page: /#token=s3cret',
      details: { deep: { token: 's3cret' } },
    });
    log.fault('web', new Error('bad s3cret'));
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toContain('s3cret');
    expect(printed.join()).not.toContain('s3cret');
  });
});
