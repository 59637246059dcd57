import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  recoverSessions,
  type Recovery,
  type RecoveryOptions,
} from '../../../src/adapters/recording/recover-sessions.js';
import { readSessionLog } from '../../../src/adapters/recording/session-log.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import { header, played, recorderStand } from './recorder-stand.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'sessions-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = (): string[] => readdirSync(folder).sort();
const notesOf = (name: string): number =>
  pieceNotes(readMidi(new Uint8Array(readFileSync(path.join(folder, name))))).length;

/** A session whose daemon was killed; gives its log. */
const crash = async (pid?: number): Promise<string> => {
  const before = new Set(names());
  const { recorder } = recorderStand(folder);
  await recorder.start(header(pid));
  recorder.write(played().told);
  await recorder.look();
  return path.join(folder, names().find((name) => !before.has(name)) ?? '');
};

const recover = async (change: Partial<RecoveryOptions> = {}): Promise<readonly Recovery[]> => {
  const recoveries: Recovery[] = [];
  for await (const recovery of recoverSessions({ folder, pid: process.pid, own: null, ...change })) {
    recoveries.push(recovery);
  }
  return recoveries;
};

describe('a log', () => {
  it('of an earlier version is read, with what it called by other names', async () => {
    const file = await crash();
    const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
    const old = [
      '{"kind":"edition","edition":2,"tick":960,"atMs":1000}',
      '{"kind":"lessons","lessons":{"on":true,"player":null,"state":"learning","edition":2,"latest":null}}',
    ];
    writeFileSync(file, [first, ...old, ...lines].join('\n'));
    const { events, damaged } = await readSessionLog(file);
    expect(events[0]).toEqual({ kind: 'edition', edition: 2, tick: 960, atMs: 1000 });
    expect(events.map<string>(({ kind }) => kind)).not.toContain('lessons');
    expect(damaged).toEqual([]);
    expect((await recover({ pid: -1 })).length).toBeGreaterThan(0);
    expect(notesOf(names().find((name) => name.endsWith('.mid')) ?? '')).toBeGreaterThan(0);
  });

  it('is read back as it was written; a line that is torn costs itself alone', async () => {
    const file = await crash();
    const text = readFileSync(file, 'utf8');
    const log = await readSessionLog(file);
    expect(log).toMatchObject({ isComplete: true, damaged: [] });

    writeFileSync(file, text.slice(0, -20));
    const torn = await readSessionLog(file);
    expect(torn).toMatchObject({ isComplete: false, damaged: [] });
    expect(torn.events).toEqual(log.events.slice(0, -1));

    const at = text.split('\n').findIndex((line) => line.includes('"note-on"'));
    writeFileSync(file, text.replace('"note-on"', '"note-one"'));
    const damaged = await readSessionLog(file);
    expect(damaged.damaged).toEqual([at + 1]);
    expect(damaged.events).toHaveLength(log.events.length - 1);

    writeFileSync(file, 'no log\n');
    await expect(readSessionLog(file)).rejects.toThrow('header');
    await expect(readSessionLog(folder)).rejects.toThrow('no file');
    await expect(readSessionLog(path.join(folder, 'none'))).rejects.toThrow('no such file');
  });
});

describe('recovering sessions', () => {
  it('makes the .mid of a session that was cut off, once', async () => {
    const log = await crash();
    truncateSync(log, readFileSync(log).length - 100);
    expect(await recover()).toMatchObject([{ kind: 'recovered', session: { damaged: 0 } }]);
    expect(notesOf(names()[0])).toBeGreaterThan(5);
    expect(await recover()).toEqual([]);
  });

  it('leaves a session alone whose daemon still runs, and its own', async () => {
    const log = await crash(process.ppid);
    expect(await recover()).toEqual([]);
    expect(await recover({ pid: process.ppid, own: log })).toEqual([]);
  });

  it('recovers what was left by another process of a number that is in use', async () => {
    const log = await crash(process.ppid);
    expect(await recover({ pid: process.ppid })).toHaveLength(1);
    rmSync(log.replace('.session.jsonl', '.mid'));
    const longAgo = Date.now() / 1000 - 3600;
    utimesSync(log, longAgo, longAgo);
    expect(await recover()).toHaveLength(1);
  });

  it('recovers what is whole of a damaged log, even without its first line', async () => {
    const log = await crash();
    const lines = readFileSync(log, 'utf8').split('\n');
    writeFileSync(
      log,
      [`{"format"${'\0'.repeat(40)}`, ...lines.slice(1, 9), '{"kind":"no', ...lines.slice(9)].join('\n'),
    );
    appendFileSync(log, 'x'.repeat(3 * 1024 * 1024));
    expect(await recover()).toMatchObject([{ kind: 'recovered', session: { damaged: 2 } }]);
  });

  it('says what it cannot read, and goes on', async () => {
    writeFileSync(path.join(folder, 'a.session.jsonl'), 'nonsense\n');
    writeFileSync(path.join(folder, 'b.session.jsonl'), '');
    mkdirSync(path.join(folder, 'c.session.jsonl'));
    await crash();
    expect((await recover()).map(({ kind }) => kind)).toEqual(['recovered', 'unreadable', 'unreadable', 'unreadable']);
    expect(await recover({ except: ['a.session.jsonl', 'b.session.jsonl', 'c.session.jsonl'] })).toEqual([]);
  });

  it('finds nothing where there is no folder', async () => {
    expect(await recover({ folder: path.join(folder, 'none') })).toEqual([]);
  });

  it('finds nothing where a file stands in the place of the folder', async () => {
    writeFileSync(path.join(folder, 'file'), 'mine');
    expect(await recover({ folder: path.join(folder, 'file') })).toEqual([]);
    expect(await recover({ folder: path.join(folder, 'file', 'sessions') })).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('tells of a folder that cannot be listed', async () => {
    const circle = path.join(folder, 'circle');
    symlinkSync(circle, circle);
    const [told] = await recover({ folder: circle });
    expect(told).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('in a circle') as string });
  });
});
