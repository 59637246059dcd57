import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaySession } from '../../../src/app/replay/replay-session.js';
import { quietContext } from '../../../src/app/run-context.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { header, played } from '../../adapters/recording/recorder-stand.js';
import { pianoCard, writeModel } from '../../cli/made-models.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'replay-session-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isDaemonNote = (event: PerformanceEvent): boolean => event.kind === 'note-on' && event.voice === 'daemon';

const writeLog = (events: readonly PerformanceEvent[]): string => {
  const file = path.join(folder, 'made.session.jsonl');
  writeFileSync(file, [header(), ...events].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
};

const NOTE = /^only in the replay: tick (\d+) pitch (\d+) velocity (\d+)$/;

/** The notes that only the replay has, as a log would have them. */
const notesIn = (differences: readonly string[]): PerformanceEvent[] =>
  differences.flatMap((text) => {
    const found = NOTE.exec(text);
    if (!found) return [];
    const [tick, pitch, velocity] = found.slice(1).map(Number);
    return [{ kind: 'note-on', voice: 'daemon', id: 0, channel: 0, pitch, velocity, tick, atMs: 0 }];
  });

describe('replaying a session from another program', () => {
  it('finds what the model composed to be the same, and names every note that is another', async () => {
    await writeModel(folder, pianoCard('Chopin'));
    const notices: string[] = [];
    const context = { ...quietContext, notice: (text: string) => notices.push(text) };
    // what the stand's own composer played is not what this model composes
    const events = played().told.filter(({ kind }) => kind !== 'planned' && kind !== 'health');
    const foreign = await replaySession(writeLog(events), { models: folder }, context);
    const composed = notesIn(foreign.differences);
    expect(composed).toHaveLength(foreign.notes);
    expect(foreign.notes).toBeGreaterThan(4);
    expect(notices).toEqual([expect.stringContaining('the session was played with test')]);

    const rest = events.filter((event) => !isDaemonNote(event));
    const end = rest.findIndex(({ kind }) => kind === 'end');
    const own = [...rest.slice(0, end), ...composed, ...rest.slice(end)];
    const { length } = composed;
    expect(await replaySession(writeLog(own), { models: folder })).toEqual({
      notes: length,
      recorded: length,
      differences: [],
    });

    const changed = own.map((event) => (event === composed[2] ? { ...composed[2], pitch: 1 } : event));
    const { differences } = await replaySession(writeLog(changed), { models: folder });
    expect(differences).toHaveLength(2);
  });
});
