import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scheduler } from '../../../src/performance/output/scheduler.js';
import { MidiRoute } from '../../../src/performance/output/output-route.js';

const laneTo = (sent: (readonly number[])[], offsetMs = 0): MidiRoute =>
  new MidiRoute({ name: 'test', send: (bytes) => sent.push(bytes) }, { channel: 0, offsetMs, clock: false });

const at = (atMs: number) => ({ tick: 0, atMs });

describe('the scheduler', () => {
  it('sends each message at its time and not before', () => {
    const sent: (readonly number[])[] = [];
    const scheduler = new Scheduler();
    scheduler.schedule(laneTo(sent), { kind: 'note-on', pitch: 60, velocity: 80, owner: 1 }, at(250));
    scheduler.sendDue(249.9);
    expect(sent).toEqual([]);
    expect(scheduler.nextMs).toBe(250);
    scheduler.sendDue(250);
    expect(sent).toEqual([[0x90, 60, 80]]);
    expect(scheduler.nextMs).toBe(Infinity);
  });

  it('lets the clock go first and releases before what is struck at the same time', () => {
    const sent: (readonly number[])[] = [];
    const scheduler = new Scheduler();
    const route = laneTo(sent);
    route.perform({ kind: 'note-on', pitch: 60, velocity: 80, owner: 1 }, at(0));
    scheduler.schedule(route, { kind: 'note-on', pitch: 62, velocity: 80, owner: 2 }, at(10));
    scheduler.schedule(route, { kind: 'note-off', pitch: 60, owner: 1 }, at(10));
    scheduler.schedule(route, { kind: 'raw', bytes: [0xf8] }, at(10));
    scheduler.sendDue(10);
    expect(sent.map(([status]) => status)).toEqual([0x90, 0xf8, 0x80, 0x90]);
  });

  it("shifts a lane by the lane's own offset", () => {
    const sent: (readonly number[])[] = [];
    const scheduler = new Scheduler();
    scheduler.schedule(laneTo(sent, -12), { kind: 'raw', bytes: [0xfa] }, at(100));
    expect(scheduler.nextMs).toBe(88);
  });

  it('drops what is named and sends the rest', () => {
    const sent: (readonly number[])[] = [];
    const scheduler = new Scheduler();
    const route = laneTo(sent);
    scheduler.schedule(route, { kind: 'note-on', pitch: 60, velocity: 80, owner: 1 }, at(1));
    scheduler.schedule(route, { kind: 'raw', bytes: [0xf8] }, at(2));
    scheduler.drop(({ kind }) => kind === 'note-on');
    scheduler.sendDue(5);
    expect(sent).toEqual([[0xf8]]);
  });

  it('sends everything once, in the order of time, first come first served within a time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 50 }), (times) => {
        const sent: (readonly number[])[] = [];
        const scheduler = new Scheduler();
        const route = laneTo(sent);
        times.forEach((atMs, i) => scheduler.schedule(route, { kind: 'raw', bytes: [atMs, i] }, at(atMs)));
        for (let nowMs = 0; nowMs <= 20; nowMs++) scheduler.sendDue(nowMs);
        const expected = times.map((atMs, i) => [atMs, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(sent).toEqual(expected);
      }),
    );
  });
});
