import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { describe, expect, it } from 'vitest';
import { MidiRoute, ReportingRoute } from '../../../src/performance/output/output-route.js';

const place = { tick: 0, atMs: 0 };
const allOff = [
  [0xb0, 64, 0],
  [0xb0, 123, 0],
];

const laneTo = (sent: (readonly number[])[]) =>
  new MidiRoute({ name: 'synth', send: (bytes) => sent.push(bytes) }, { channel: 0, offsetMs: 0, clock: false });

describe('a lane whose instrument goes and comes back', () => {
  it('ends what was left sounding, and owes nothing for what was played meanwhile', () => {
    const sent: (readonly number[])[] = [];
    const route = laneTo(sent);
    route.perform({ kind: 'note-on', pitch: 60, velocity: 80, owner: 1 }, place);
    route.onDisconnected();
    route.perform({ kind: 'note-off', pitch: 60, owner: 1 }, place); // its end has nowhere to go
    route.perform({ kind: 'note-on', pitch: 64, velocity: 80, owner: 2 }, place);
    sent.length = 0;
    route.onConnected();
    expect(sent).toEqual([[0x80, 60, 64], ...allOff]);
    route.perform({ kind: 'note-off', pitch: 64, owner: 2 }, place);
    expect(sent).toHaveLength(3);
    expect(route.activeNotes.size).toBe(0);
  });

  it('is only told to be silent when it comes for the first time', () => {
    const sent: (readonly number[])[] = [];
    laneTo(sent).onConnected();
    expect(sent).toEqual(allOff);
  });
});

describe('the lane that tells', () => {
  it('says where a note sounds, and where it is written if that is elsewhere', () => {
    const told: PerformanceEvent[] = [];
    const route = new ReportingRoute((event) => told.push(event));
    const note = { kind: 'note-on', pitch: 60, velocity: 80, owner: 1 } as const;
    const common = { kind: 'note-on', voice: 'daemon', id: 1, channel: 0, pitch: 60, velocity: 80 };
    route.perform(note, { tick: 320, atMs: 5, scoreTick: 240 });
    route.perform({ kind: 'note-off', pitch: 60, owner: 1 }, { tick: 480, atMs: 8 });
    route.perform(note, { tick: 480, atMs: 9 });
    expect(told).toEqual([
      { ...common, tick: 320, atMs: 5, scoreTick: 240 },
      { kind: 'note-off', voice: 'daemon', channel: 0, pitch: 60, tick: 480, atMs: 8 },
      { ...common, tick: 480, atMs: 9 },
    ]);
  });
});
