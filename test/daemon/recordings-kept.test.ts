import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionRecorder } from '../../src/adapters/recording/session-recorder.js';
import { ClockTrust } from '../../src/daemon/schedules/clock-trust.js';
import { saveLikedMoments } from '../../src/daemon/schedules/liked-moments.js';
import { pruneRecordings } from '../../src/daemon/schedules/prune-recordings.js';
import { readMidi } from '../../src/music/midi/read-midi.js';
import { pieceNotes } from '../../src/music/piece-notes.js';
import { PerformanceStand, plainControls } from '../performance/support/performance-stand.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'kept-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Records a session of so many seconds that was liked at some of them; gives its name. */
const record = async (composer: string, seconds: number, likedAt: readonly number[], ended = true): Promise<string> => {
  const stand = new PerformanceStand().start();
  let past = 0;
  for (const at of likedAt) {
    stand.run((at - past) * 1000).command({ kind: 'like' });
    past = at;
  }
  stand.run((seconds - past) * 1000);
  const before = new Set(readdirSync(folder));
  const recorder = new SessionRecorder({
    folder,
    now: () => new Date(2026, 4, 1, 12),
    nowMs: () => stand.nowMs,
    elsewhere: path.join(folder, 'elsewhere'),
    changed: () => undefined,
    notice: (_, text) => expect.fail(text),
  });
  await recorder.start({
    format: 'music-lstm-session/1',
    startedAt: '2026-05-01T12:00:00.000Z',
    pid: 2 ** 30,
    version: '0.1.0',
    engine: 'test',
    cpu: 'test',
    seed: 1,
    composer,
    prime: null,
    models: [],
    controls: { ...plainControls, composer },
  });
  recorder.write(stand.told);
  const saved = await recorder.stop();
  if (!ended && saved) rmSync(saved.file);
  const log = readdirSync(folder).find((name) => name.endsWith('.jsonl') && !before.has(name)) ?? '';
  return log.replace('.session.jsonl', '');
};

const age = (days: number): void => {
  for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), NOW / 1000, (NOW - days * DAY_MS) / 1000);
};

describe('removing old recordings', () => {
  it('removes what is old, log and .mid, and tells which', async () => {
    const old = await record('Chopin', 3, []);
    age(31);
    const young = await record('Chopin', 3, []);

    expect(pruneRecordings(folder, 30, NOW)).toEqual([old]);
    expect(existsSync(path.join(folder, `${old}.mid`))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual([`${young}.mid`, `${young}.session.jsonl`]);
  });

  it('spares what was liked or kept, is under way, or is none of its files', async () => {
    await record('Chopin', 3, [2]);
    await record('Chopin', 3, [], false);
    writeFileSync(path.join(folder, '2026-01-01T00-00-00_Chopin_kept-60s.mid'), 'MThd');
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    age(365);
    const all = readdirSync(folder);

    expect(pruneRecordings(folder, 30, NOW)).toEqual([]);
    expect(readdirSync(folder)).toEqual(all);
    expect(pruneRecordings(path.join(folder, 'nowhere'), 30, NOW)).toEqual([]);
  });
});

describe('a clock that cannot be trusted', () => {
  it('is one that gains hours beside the time that the machine has run, until it stays', () => {
    let nowMs = NOW;
    let upMs = 5000;
    const clock = new ClockTrust(
      () => nowMs,
      () => upMs,
    );
    nowMs += DAY_MS;
    upMs += DAY_MS; // played or slept
    expect(clock.wasSet()).toBe(false);
    nowMs += 365 * DAY_MS;
    expect(clock.wasSet()).toBe(true);
    nowMs += DAY_MS + 1000;
    upMs += DAY_MS;
    expect(clock.wasSet()).toBe(false);
    nowMs -= 365 * DAY_MS;
    expect(clock.wasSet()).toBe(true);
  });

  it('removes nothing that was recorded before a clock was set', async () => {
    await record('Chopin', 3, []);
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), 0, 1000);
    expect(pruneRecordings(folder, 30, NOW)).toEqual([]);
  });
});

describe('liked moments', () => {
  it('are the half minute before each like, of the models that are meant', async () => {
    await record('Chopin', 90, [40, 80]);
    await record('Satie', 20, [10]);
    writeFileSync(path.join(folder, 'broken.session.jsonl'), 'no log');
    const to = path.join(folder, 'liked');

    expect(await saveLikedMoments(folder, ['Chopin', 'Chopin-nightly'], to)).toBe(2);
    const files = readdirSync(to);
    expect(files).toHaveLength(2);
    for (const file of files) {
      const notes = pieceNotes(readMidi(new Uint8Array(readFileSync(path.join(to, file)))));
      // four eighths a second: half a minute of them, and no second more
      expect(notes.length).toBeGreaterThan(115);
      expect(notes.length).toBeLessThanOrEqual(124);
    }
    expect(await saveLikedMoments(folder, ['Bach'], to)).toBe(0);
  });
});
