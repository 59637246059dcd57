import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSessionLog } from '../../../src/adapters/recording/session-log.js';
import { timeName } from '../../../src/adapters/recording/session-names.js';
import { NothingPlayedError } from '../../../src/adapters/recording/session-recorder.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import { PerformanceStand } from '../../performance/support/performance-stand.js';
import { header, played, recorderStand } from './recorder-stand.js';

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sessions-'));
  folder = path.join(root, 'sessions');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const names = (where = folder): string[] => readdirSync(where).sort();
const midiOf = (name: string, where = folder) => readMidi(new Uint8Array(readFileSync(path.join(where, name))));
const notesOf = (name: string, where = folder): number => pieceNotes(midiOf(name, where)).length;

describe('recording a session', () => {
  it('makes a log while it plays and a .mid at the end, named by time and composer', async () => {
    const { told, struck } = played();
    const { recorder, states } = recorderStand(folder);
    await recorder.start(header());
    recorder.write(told);
    const saved = await recorder.stop();
    expect(names()).toEqual(['2026-11-23T21-04-05_Chopin.mid', '2026-11-23T21-04-05_Chopin.session.jsonl']);
    expect(saved?.notes).toBe(struck.length);
    expect(notesOf(names()[0])).toBe(struck.length);
    expect(states.map(({ on, file }) => [on, file])).toEqual([
      [true, path.join(folder, names()[1])],
      [false, null],
    ]);
  });

  it('never writes into a file that is there', async () => {
    await recorderStand(folder).recorder.start(header());
    await recorderStand(folder).recorder.start(header());
    expect(names()).toEqual(['2026-11-23T21-04-05_Chopin.session.jsonl', '2026-11-23T21-04-05_Chopin_2.session.jsonl']);
  });

  it('begins in the middle with how things stand, and without the silence before', async () => {
    const stand = new PerformanceStand().start().run(20_100);
    const { recorder } = recorderStand(folder, { nowMs: () => stand.nowMs });
    recorder.write(stand.told.splice(0));
    await recorder.start(header());
    stand.run(2000);
    recorder.write(stand.told);
    await recorder.stop();
    const notes = pieceNotes(midiOf(names()[0]));
    // four eighths a second, from the bar line before on
    expect(notes.length).toBeGreaterThanOrEqual(8);
    expect(notes[0].tick).toBeLessThan(1920);
  });

  it('goes on elsewhere when nothing can be written where it should be, and says where', async () => {
    writeFileSync(folder, 'a file, not a folder');
    const { recorder, said, states } = recorderStand(folder);
    const { told, struck } = played();
    await recorder.start(header());
    recorder.write(told);
    expect((await recorder.stop())?.notes).toBe(struck.length);
    expect(states[0]?.file).toContain(`${folder}-elsewhere`);
    expect(said).toEqual([expect.stringMatching(/^warning: Nothing can be written to .* is in ".*-elsewhere/)]);
  });

  it('says that it has stopped where it can be written nowhere, and plays on', async () => {
    writeFileSync(folder, '');
    const { recorder, said, states } = recorderStand(folder, { elsewhere: path.join(folder, 'below') });
    await recorder.start(header());
    recorder.write(played().told);
    expect(said).toEqual([expect.stringMatching(/^error: Recording has stopped: /)]);
    expect(states).toEqual([expect.objectContaining({ on: false, file: null })]);
    expect(recorder.state.on).toBe(false);
    expect(await recorder.stop()).toBeUndefined();
    await expect(recorder.resume()).rejects.toMatchObject({ code: 'RECORDING_NOT_SAVED' });

    rmSync(folder);
    await recorder.resume();
    expect(recorder.state.on).toBe(true);
  });

  it('loses nothing when its folder is deleted, and says where it goes on', async () => {
    const { told, struck } = played();
    const { recorder, said, states } = recorderStand(folder);
    await recorder.start(header());
    recorder.write(told.slice(0, 20));
    await recorder.look();
    rmSync(folder, { recursive: true });
    await recorder.look();
    recorder.write(told.slice(20));
    expect(said).toEqual([
      expect.stringMatching(/^warning: The recording file .* is no longer there; .* goes on in "/),
    ]);
    expect(states.at(-1)).toMatchObject({ on: true, file: expect.stringContaining('.session.jsonl') as string });
    expect((await recorder.stop())?.notes).toBe(struck.length);
  });

  it('loses nothing when its folder is taken away just before the end', async () => {
    const { told, struck } = played();
    const { recorder } = recorderStand(folder);
    await recorder.start(header());
    recorder.write(told);
    await recorder.look();
    renameSync(folder, `${folder}-moved`);
    writeFileSync(folder, 'in the way');
    const saved = await recorder.stop();
    expect(saved).toMatchObject({ notes: struck.length, file: expect.stringContaining('-elsewhere') as string });
  });

  it('keeps what was just played though nothing was being recorded', async () => {
    const { told, struck, nowMs } = played();
    const { recorder } = recorderStand(folder, { nowMs: () => nowMs });
    recorder.write(told);
    expect((await recorder.keep(60)).notes).toBe(struck.length);
    expect((await recorder.keep(1)).notes).toBeLessThan(struck.length);
    await expect(recorderStand(folder).recorder.keep(5)).rejects.toThrow(NothingPlayedError);
  });

  it('answers a keep that the disk refuses with what to do', async () => {
    writeFileSync(folder, 'in the way');
    const { told, nowMs } = played();
    const { recorder } = recorderStand(folder, { nowMs: () => nowMs });
    recorder.write(told);
    await expect(recorder.keep(60)).rejects.toMatchObject({ code: 'RECORDING_NOT_SAVED' });
  });
});

describe('a session that is too long for one file', () => {
  it.each([
    ['bytes', { bytes: 6000, ticks: Infinity }],
    ['ticks', { bytes: Infinity, ticks: 6 * 480 }],
  ])('goes on in another at a bar line, by %s', async (_, limits) => {
    const stand = new PerformanceStand().start();
    const { recorder } = recorderStand(folder, { nowMs: () => stand.nowMs, limits });
    await recorder.start(header());
    for (let i = 0; i < 20; i++) {
      stand.run(500);
      recorder.write(stand.told.splice(0));
      await recorder.look();
    }
    stand.performer.close(stand.nowMs);
    recorder.write(stand.told);
    await recorder.stop();

    const logs = names().filter((name) => name.endsWith('.jsonl'));
    expect(logs.length).toBeGreaterThan(1);
    const read = await Promise.all(logs.map((name) => readSessionLog(path.join(folder, name))));
    const struck = new Set(
      read.flatMap(({ header: { standing = 0 }, events }) =>
        events.slice(standing).flatMap((event) => (event.kind === 'note-on' ? [`${event.tick} ${event.pitch}`] : [])),
      ),
    );
    expect(struck.size).toBe(stand.struck.length);
    for (const { header: begun, events } of read.slice(1)) {
      expect(logs).toContain(begun.continues);
      const first = events[0];
      expect(first?.kind === 'transport' && first.transport.tick % 1920).toBeCloseTo(0, 6);
    }
    expect(names().filter((name) => name.endsWith('.mid'))).toHaveLength(logs.length);
  });

  it('goes on in another at once after a long silence', async () => {
    const stand = new PerformanceStand().start().run(1000);
    const { recorder } = recorderStand(folder, { nowMs: () => stand.nowMs, limits: { bytes: Infinity, ticks: 9600 } });
    await recorder.start(header());
    stand.command({ kind: 'transport', action: 'stop' });
    recorder.write(stand.told.splice(0));
    stand.run(60_000).command({ kind: 'transport', action: 'continue' }).run(3000);
    recorder.write(stand.told);
    await recorder.stop();
    const logs = names().filter((name) => name.endsWith('.mid'));
    expect(logs).toHaveLength(2);
    for (const name of logs) for (const { tick } of pieceNotes(midiOf(name))) expect(tick).toBeLessThan(9600);
  });
});

describe('names of sessions', () => {
  it('sort by time and suit every file system', () => {
    expect(timeName(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02T03-04-05');
  });
});
