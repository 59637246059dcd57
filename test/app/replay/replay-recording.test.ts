import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences, recordedNotes, replayedNotes } from '../../../src/app/replay/replay-differences.js';
import { readRecording } from '../../../src/app/replay/replay-recording.js';
import type { ComposedEvent } from '../../../src/performance/composer.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { PerformanceStand } from '../../performance/support/performance-stand.js';
import { header } from '../../adapters/recording/recorder-stand.js';

const on = (tick: number, pitch: number) =>
  ({ kind: 'note-on', voice: 'daemon', id: 0, channel: 0, pitch, velocity: 80, tick, atMs: 0 }) as const;
const composed = (tick: number, pitch: number): ComposedEvent => ({
  kind: 'note',
  tick,
  durationTicks: 10,
  pitch,
  velocity: 80,
  tempoRatio: null,
});

describe('comparing a replay', () => {
  it('finds no difference in equal notes, and names those that are only in one', () => {
    const recorded = recordedNotes([on(0, 60), on(0, 64)]);
    expect(differences(recorded, replayedNotes([composed(0, 64), composed(0, 60)], []))).toEqual([]);
    expect(differences(recorded, replayedNotes([composed(0, 64), composed(10, 60)], []))).toEqual([
      'only in the recording: tick 0 pitch 60 velocity 80',
      'only in the replay: tick 10 pitch 60 velocity 80',
    ]);
  });

  it('goes by where notes are written, and not by where they sounded', () => {
    const late = { ...on(320, 60), scoreTick: 240 };
    expect(differences(recordedNotes([late]), replayedNotes([composed(240, 60)], []))).toEqual([]);
    expect(differences(recordedNotes([late]), replayedNotes([composed(320, 60)], []))).toHaveLength(2);
  });

  it('counts equal notes as often as they were struck', () => {
    const twice = recordedNotes([on(0, 60), on(0, 60)]);
    expect(differences(twice, twice.slice(1))).toHaveLength(1);
    expect(differences(twice.slice(1), twice)).toHaveLength(1);
  });

  it('expects of a log that was cut off all but what it may not have got to', () => {
    const recorded = recordedNotes([on(0, 60), on(960, 64)]);
    const all = [composed(0, 60), composed(960, 64), composed(960, 67)];
    expect(differences(recorded, replayedNotes(all, []), 900)).toEqual([]);
    expect(differences(recorded, replayedNotes([...all, composed(480, 62)], []), 900)).toHaveLength(1);
    expect(differences(recorded, [], 900)).toHaveLength(2);
  });

  it.each([1, 7, 13, 21, 250, 333])('expects nothing of what was muted, whenever it was (%i ms)', (ms) => {
    const stand = new PerformanceStand().start().run(2000 + ms);
    stand.command({ kind: 'set', controls: { mute: true } }).run(1500 + ms);
    stand.command({ kind: 'set', controls: { mute: false } }).run(2000);
    stand.performer.close(stand.nowMs);
    const { told } = stand;
    const kept = told.findLast((event) => event.kind === 'end')?.kept ?? 0;
    // the stand's composer strikes an eighth of revision 1 on every eighth
    const all = Array.from({ length: kept }, (_, i) => composed(i * 240, 41));
    expect(recordedNotes(told).length).toBeLessThan(kept);
    expect(differences(recordedNotes(told), replayedNotes(all, told))).toEqual([]);
  });
});

describe('a session that is to be composed again', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'replay-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, events: readonly (PerformanceEvent | object)[], change: object = {}): string => {
    const file = path.join(folder, `${name}.session.jsonl`);
    const lines = [{ ...header(), ...change }, ...events].map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(file, lines.join(''));
    return file;
  };
  const played = (): PerformanceEvent[] => {
    const stand = new PerformanceStand().start().run(3000);
    stand.performer.close(stand.nowMs);
    return stand.told.filter(({ kind }) => kind !== 'planned' && kind !== 'health');
  };

  it('is compared up to where it was cut off', async () => {
    const events = played();
    expect(await readRecording(write('whole', events))).toMatchObject({ certainTick: Infinity });
    const cut = events.slice(0, -6);
    const lastTick = recordedNotes(cut).at(-1)?.tick ?? 0;
    const { parts, certainTick } = await readRecording(write('cut', cut));
    expect(parts).toMatchObject([{ composer: 'Chopin', end: { tick: lastTick } }]);
    expect(certainTick).toBe(lastTick - 60);
  });

  it('goes from file to file where it was too long for one', async () => {
    const events = played();
    const half = Math.floor(events.length / 2);
    const first = write('a', events.slice(0, half));
    const standing = events.filter(({ kind }) => kind === 'transport').slice(0, 1);
    const second = write('b', [...standing, ...events.slice(half)], {
      continues: path.basename(first),
      standing: standing.length,
    });
    const { events: whole } = await readRecording(second);
    expect(differences(recordedNotes(whole), recordedNotes(events))).toEqual([]);
    rmSync(first);
    await expect(readRecording(second)).rejects.toThrow('no such file');
  });

  it('has a part for each composer that took the place of one that had died', async () => {
    const events = played();
    const revision = events.find((event) => event.kind === 'revision');
    const later = { kind: 'revision', revision: { ...revision?.revision, revision: 2, kept: 5 } };
    const at = events.length - 8;
    const file = write('replaced', [
      ...events.slice(0, at),
      { kind: 'composer-replaced', composer: 'Bach' },
      later,
      ...events.slice(at),
    ]);
    const { parts } = await readRecording(file);
    expect(parts).toMatchObject([
      { composer: 'Chopin', end: { kept: 5 } },
      { composer: 'Bach', revisions: [{ revision: 2 }] },
    ]);
  });

  it.each<[string, (events: PerformanceEvent[]) => string, string]>([
    [
      'no note of the daemon',
      (all) =>
        write(
          'a',
          all.filter(({ kind }) => kind !== 'note-on'),
        ),
      'nothing to compare',
    ],
    [
      'no beginning',
      (all) =>
        write(
          'a',
          all.filter(({ kind }) => kind !== 'revision'),
        ),
      'begun while music played',
    ],
    ['a beginning in the middle', (all) => write('a', all, { standing: 1 }), 'begun while music played'],
    ['a damaged line', (all) => write('a', [...all.slice(0, 3), { kind: 'nonsense' }, ...all.slice(3)]), 'line 5 of'],
    [
      'a network that learned',
      (all) => {
        const learned = all.map((event) =>
          event.kind === 'revision'
            ? { ...event, revision: { ...event.revision, settings: { ...event.revision.settings, edition: 1 } } }
            : event,
        );
        return write('a', learned);
      },
      'learned from its player',
    ],
    ['logs in a circle', (all) => write('a', all, { continues: 'a.session.jsonl' }), 'circle'],
  ])('is refused with %s', async (_, make, reason) => {
    await expect(readRecording(make(played()))).rejects.toMatchObject({
      code: 'REPLAY_REFUSED',
      message: expect.stringContaining(reason) as string,
    });
  });
});
