import { describe, expect, it } from 'vitest';
import { StyleShares, sharesOf } from '../../../src/composer/style/style-shares.js';
import { StyleMatcher } from '../../../src/composer/style/style-matcher.js';
import { durationTicks } from '../../../src/encoding/vocabulary/duration.js';
import { absentIn, pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { waitSteps } from '../../../src/encoding/vocabulary/wait.js';
import type { HearingModel } from '../../../src/model/sampling/event-model.js';
import type { Likeness, TransportState } from '../../../src/protocol/live-event.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';
import { FakeModel, indifferent } from '../fake-model.js';

const { bpm } = plainSnapshot.transport;
const running: TransportState = { ...plainSnapshot.transport, state: 'running', tick: 0, atMs: 0 };

/** Hears rows, and finds those of low keys A's, of high ones B's. */
const stand = (transport: TransportState = running) => {
  const heard: Int32Array[] = [];
  const model: HearingModel = {
    config: new FakeModel(pianoSchema, indifferent).config,
    advance: async (row) => {
      heard.push(row);
      const isLow = row[pianoColumn.what] < 60;
      return { memory: {}, contexts: { nats: Float32Array.of(isLow ? 1 : 2, isLow ? 2 : 1, 5) } };
    },
  };
  const told: Likeness[] = [];
  const meter = new StyleShares(model, ['A', 'B', 'C'], true);
  return { judge: new StyleMatcher(meter, transport, (likeness) => told.push(likeness)), heard, told };
};

const place = (tick: number) => ({ tick, atMs: (tick * 60_000) / (480 * bpm) });
const struck = (pitch: number, tick: number) =>
  ({ kind: 'note-on', voice: 'player', id: null, channel: 0, pitch, velocity: 80, ...place(tick) }) as const;
const released = (pitch: number, tick: number) =>
  ({ kind: 'note-off', voice: 'player', channel: 0, pitch, ...place(tick) }) as const;

const play = async (judge: StyleMatcher, pitch: number, notes: number, fromTick = 0): Promise<void> => {
  for (let i = 0; i < notes; i++) {
    await judge.onEvent(struck(pitch, fromTick + 240 * i));
    await judge.onEvent(released(pitch, fromTick + 240 * i + 200));
  }
};

/** Notes among the rows, as key, beat phase and duration; the start row has none. */
const notesOf = (heard: readonly Int32Array[]): number[][] =>
  heard
    .filter((row) => row[pianoColumn.what] < 128)
    .map((row) => [row[pianoColumn.what], row[pianoColumn.beatPhase], row[pianoColumn.duration]]);

describe('whom a player sounds like', () => {
  it('is told a bar apart, from some notes on, the likeliest first, and forgets what is long past', async () => {
    const { judge, told } = stand();
    await play(judge, 50, 20);
    expect(told).toEqual([]);
    await play(judge, 50, 80, 20 * 240);
    expect(told.length).toBeGreaterThan(5);
    expect(told.length).toBeLessThan(12);
    expect(told.at(-1)?.composers.map(({ composer }) => composer)).toEqual(['A', 'B', 'C']);
    expect(told.at(-1)?.composers[0]?.share).toBeGreaterThan(0.5);
    await play(judge, 70, 140, 100 * 240);
    expect(told.at(-1)).toMatchObject({ notes: 128, composers: [{ composer: 'B' }, { composer: 'A' }, {}] });
  });

  it('is judged by notes with their lengths, at their place in the bar', async () => {
    const { judge, heard } = stand();
    await judge.onEvent(struck(64, 480));
    await judge.onEvent(struck(48, 490));
    await judge.onEvent(released(48, 970));
    expect(notesOf(heard)).toEqual([]); // the first of them is still down
    await judge.onEvent(released(64, 980));
    const rows = notesOf(heard);
    expect(rows.map(([what, phase]) => [what, phase])).toEqual([
      [64, 0],
      [48, 1],
    ]);
    expect(rows.map(([, , duration]) => durationTicks(duration))).toEqual([510, 480]); // 500 ticks lie between two lengths
  });

  it('does not wait for ever for a key that is held', async () => {
    const { judge, heard } = stand();
    await judge.onEvent(struck(40, 0));
    await judge.onEvent(struck(64, 3000));
    expect(notesOf(heard)).toEqual([]);
    await judge.onEvent(struck(65, 4000));
    expect(notesOf(heard)).toEqual([[40, 0, absentIn('duration')]]);
  });

  it('goes on by the clock while no music runs', async () => {
    const { judge, heard } = stand({ ...running, state: 'stopped', tick: 960, atMs: 0 });
    const still = (event: ReturnType<typeof struck> | ReturnType<typeof released>) => ({ ...event, tick: 960 });
    for (const [at, tick] of [0, 480, 960, 1440].entries()) {
      await judge.onEvent(still(struck(60 + at, tick)));
      await judge.onEvent(still(released(60 + at, tick + 200)));
    }
    const waits = heard.slice(2).map((row) => waitSteps(row[pianoColumn.wait]));
    expect(waits).toEqual([48, 48, 48]);
  });

  it('begins anew where the score does, and before its first bar', async () => {
    const { judge, heard } = stand();
    await play(judge, 50, 4, 1920);
    const before = heard.length;
    await judge.onEvent({ kind: 'transport', transport: { ...running, state: 'count-in' } });
    await play(judge, 50, 4, -960);
    expect(heard.length - before).toBe(5); // a start row and four notes
    expect(heard.at(-1)?.every((id, column) => id >= 0 && id <= pianoSchema[column].size)).toBe(true);
  });

  it('is less certain the more the nats are tempered, and always adds up to one', () => {
    const nats = [100, 103, 110];
    const sure = sharesOf(nats, 1);
    const careful = sharesOf(nats, 0.1);
    expect(sure[0]).toBeGreaterThan(0.94);
    expect(careful[0]).toBeLessThan(0.55);
    for (const shares of [sure, careful]) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(sharesOf([1e5, 1e5 + 1e4])[0]).toBe(1);
  });
});
