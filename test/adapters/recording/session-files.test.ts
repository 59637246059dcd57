import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverSessions, timeName } from '../../../src/adapters/recording/session-files.js';
import { parseSessionLog, type SessionHeader } from '../../../src/adapters/recording/session-log.js';
import { NothingPlayedError, SessionRecorder } from '../../../src/adapters/recording/session-recorder.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import { PerformanceStand, plainControls } from '../../performance/support/performance-stand.js';

/** No process has this number. */
const NOBODY = 2 ** 30;

const header = (pid = NOBODY): SessionHeader => ({
  format: 'music-lstm-session/1',
  startedAt: '2026-11-23T12:00:00.000Z',
  pid,
  version: '0.1.0',
  engine: 'test',
  cpu: 'test',
  seed: 1,
  composer: 'Chopin',
  prime: null,
  models: [],
  controls: plainControls,
});

const played = () => {
  const stand = new PerformanceStand().start().run(3000);
  stand.performer.close(stand.nowMs);
  return stand;
};

let folder = '';
let failures: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sessions-'));
  failures = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const recorder = (nowMs = 4000, where = folder): SessionRecorder =>
  new SessionRecorder({
    folder: where,
    now: () => new Date(2026, 10, 23, 21, 4, 5),
    nowMs: () => nowMs,
    failed: (reason) => failures.push(reason),
  });

const names = (): string[] => readdirSync(folder).sort();
const notesOf = (name: string): number =>
  pieceNotes(readMidi(new Uint8Array(readFileSync(path.join(folder, name))))).length;

describe('recording a session', () => {
  it('makes a log while it plays and a .mid at the end, named by time and composer', () => {
    const { told, struck } = played();
    const session = recorder();
    session.start(header());
    session.write(told);
    const saved = session.stop();
    expect(names()).toEqual(['2026-11-23T21-04-05_Chopin.mid', '2026-11-23T21-04-05_Chopin.session.jsonl']);
    expect(saved?.notes).toBe(struck.length);
    expect(notesOf(names()[0])).toBe(struck.length);
  });

  it('reads back what it wrote, all but a torn last line', () => {
    const { told } = played();
    const session = recorder();
    session.start(header());
    session.write(told);
    const text = readFileSync(path.join(folder, names()[0]), 'utf8');
    const log = parseSessionLog(text, 'log');
    expect(log.isComplete).toBe(true);
    const torn = parseSessionLog(text.slice(0, -20), 'log');
    expect(torn.events).toEqual(log.events.slice(0, -1));
    expect(torn.isComplete).toBe(false);
    expect(() => parseSessionLog(text.replace('"note-on"', '"note-one"'), 'log')).toThrow('line');
    expect(() => parseSessionLog('no log\n', 'log')).toThrow('header');
  });

  it('never writes into a file that is there', () => {
    recorder().start(header());
    recorder().start(header());
    expect(names()).toEqual(['2026-11-23T21-04-05_Chopin.session.jsonl', '2026-11-23T21-04-05_Chopin_2.session.jsonl']);
  });

  it('says when the disk fails, and plays on', () => {
    writeFileSync(path.join(folder, 'file'), '');
    const session = recorder(0, path.join(folder, 'file', 'sessions'));
    session.start(header());
    session.write(played().told);
    expect(failures).toHaveLength(1);
    expect(session.state.on).toBe(false);
    expect(session.stop()).toBeUndefined();
  });

  it('keeps what was just played though nothing was being recorded', () => {
    const { told, struck, nowMs } = played();
    const session = recorder(nowMs);
    session.write(told);
    expect(session.keep(60).notes).toBe(struck.length);
    expect(session.keep(1).notes).toBeLessThan(struck.length);
    expect(() => recorder(nowMs).keep(5)).toThrow(NothingPlayedError);
  });
});

describe('recovering sessions', () => {
  const crash = (pid?: number): void => {
    const session = recorder();
    session.start(header(pid));
    session.write(played().told);
  };

  it('makes the .mid of a session that was cut off, once', () => {
    crash();
    const log = path.join(folder, names()[0]);
    truncateSync(log, readFileSync(log).length - 100);
    expect(recoverSessions(folder)).toMatchObject([{ kind: 'recovered' }]);
    expect(notesOf(names()[0])).toBeGreaterThan(5);
    expect(recoverSessions(folder)).toEqual([]);
  });

  it('leaves a session alone whose daemon still runs', () => {
    crash(process.ppid);
    expect(recoverSessions(folder)).toEqual([]);
  });

  it('says what it cannot read, and goes on', () => {
    writeFileSync(path.join(folder, 'a.session.jsonl'), 'nonsense\n');
    crash();
    expect(recoverSessions(folder).map(({ kind }) => kind)).toEqual(['recovered', 'unreadable']);
  });

  it('finds nothing where there is no folder', () => {
    expect(recoverSessions(path.join(folder, 'none'))).toEqual([]);
  });
});

describe('names of sessions', () => {
  it('sort by time and suit every file system', () => {
    expect(timeName(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02T03-04-05');
  });
});
