import { describe, expect, it } from 'vitest';
import { EventLog } from '../../../src/adapters/log/event-log.js';
import type { LogEntry } from '../../../src/adapters/log/log.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { ClockFollowedError } from '../../../src/daemon/daemon-errors.js';
import { isLogged, type LogLevel } from '../../../src/shared/log-levels.js';

const openLog = (level: LogLevel = 'trace') => {
  const entries: LogEntry[] = [];
  const keep = (entry: LogEntry): void => void entries.push(entry);
  const log = new EventLog({ isOn: (entry) => isLogged(entry, level), record: keep, notice: keep });
  return { log, entries, texts: () => entries.map((entry) => `${entry.level} ${entry.component}: ${entry.text}`) };
};

const noteOn: PerformanceEvent = {
  kind: 'note-on',
  voice: 'daemon',
  id: 1,
  channel: 0,
  pitch: 60,
  velocity: 80,
  tick: 0,
  atMs: 0,
};
const health = (lateNotes: number, lostMessages = 0): PerformanceEvent => ({
  kind: 'health',
  health: { lateNotes, lostMessages, lookaheadTicks: 960, stepMs: 2 },
});
const synth = (connected: boolean): PerformanceEvent => ({
  kind: 'ports',
  ports: [{ name: 'Synth', direction: 'out', kind: 'hardware', connected }],
});
const recording = (file: string | null): PerformanceEvent => ({
  kind: 'recording',
  recording: { on: file !== null, file, sinceMs: 0 },
});

describe('the log of events', () => {
  it('tells changes of composer and mode at info, other controls at debug', () => {
    const { log, texts } = openLog();
    log.onEvent({ kind: 'controls', controls: { composer: 'Joplin', mode: 'duet', tempo: 90 }, tick: 0, atMs: 0 });
    expect(texts()).toEqual([
      'info music: composer: Joplin',
      'info music: mode: duet',
      'debug music: controls changed',
    ]);
  });

  it('tells ports, clients and recordings when they change, not when they are told again', () => {
    const { log, texts } = openLog();
    for (const event of [synth(true), synth(true), synth(false), synth(true)]) log.onEvent(event);
    for (const clients of [1, 1, 0]) log.onEvent({ kind: 'clients', clients });
    for (const file of ['/a.jsonl', '/a.jsonl', null]) log.onEvent(recording(file));
    expect(texts()).toEqual([
      'info midi: output "Synth" connected',
      'info midi: output "Synth" not connected',
      'info midi: output "Synth" connected',
      'info web: clients connected: 1',
      'info web: clients connected: 0',
      'info recording: recording to "/a.jsonl"',
      'info recording: not recording',
    ]);
  });

  it('tells late notes and lost messages as they grow', () => {
    const { log, texts } = openLog();
    for (const event of [health(0), health(2), health(2), health(2, 5)]) log.onEvent(event);
    expect(texts()).toEqual(['debug performance: late notes: 2', 'debug midi: lost messages: 5']);
  });

  it('leaves notes to trace, and notices to whoever writes them by their level', () => {
    const usual = openLog('debug');
    const all = openLog('trace');
    for (const { log } of [usual, all]) {
      log.onEvent(noteOn);
      log.onEvent({ kind: 'notice', level: 'warning', text: 'written already' });
    }
    expect(usual.entries).toEqual([]);
    expect(all.entries).toEqual([{ level: 'trace', component: 'event', text: 'note-on', details: { event: noteOn } }]);
  });

  it('tells commands with their sender at debug, those that come all the time at trace, and why one was refused', () => {
    const { log, texts, entries } = openLog();
    log.onCommand({ kind: 'set', controls: { tempo: 90 } }, 'control socket');
    log.onCommand({ kind: 'key', pitch: 60, velocity: 80 }, 'client 3');
    log.onCommand({ kind: 'tap' }, 'client 3', new ClockFollowedError());
    expect(texts().slice(0, 2)).toEqual(['debug command: set from control socket', 'trace command: key from client 3']);
    expect(texts()[2]).toMatch(/^debug command: tap from client 3, refused: The tempo comes from/);
    expect(entries[2].details).toMatchObject({ code: 'CLOCK_FOLLOWED', sender: 'client 3', command: { kind: 'tap' } });
  });
});
