import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROL_SOURCE, sourceOfClient } from '../../src/performance/listening/source.js';
import { PerformanceStand } from './support/performance-stand.js';

/** Nothing but thru: a daemon that waits for the player. */
const thruStand = (): PerformanceStand =>
  new PerformanceStand({ thru: true, mode: 'answer', answerGap: 400, answerAt: 'now' }).start().run(200);

/** What a source sends. */
const from = (stand: PerformanceStand, source: number, ...bytes: number[]): PerformanceStand => {
  stand.performer.onMidi(bytes, stand.nowMs, stand.nowMs, source);
  return stand;
};

const sent = (stand: PerformanceStand): readonly (readonly number[])[] => stand.sent.map(({ bytes }) => bytes);

const playersOff = (stand: PerformanceStand): number[] =>
  stand.told.flatMap((event) => (event.kind === 'note-off' && event.voice === 'player' ? [event.pitch] : []));

/** Plays a phrase and gives how long the reply takes, ms. */
const replyMs = (stand: PerformanceStand): number => {
  for (const pitch of [60, 62, 64]) from(from(stand, 0, 0x90, pitch, 80).run(150), 0, 0x80, pitch, 0).run(30);
  const [endMs, count] = [stand.nowMs, stand.struck.length];
  while (stand.struck.length === count && stand.nowMs < endMs + 9000) stand.run(1);
  return stand.nowMs - endMs;
};

describe('what a source holds', () => {
  it('goes with it: keys, pedals and bends, at the outputs and for the listener', () => {
    const stand = thruStand();
    from(stand, 0, 0xb0, 64, 127).run(5);
    from(stand, 0, 0x90, 45, 80).run(5);
    from(stand, 0, 0xe0, 0, 0x50).run(50);
    from(stand, 0).run(100);
    expect(sent(stand)).toContainEqual([0x80, 45, 64]);
    expect(sent(stand)).toContainEqual([0xb0, 64, 0]);
    expect(sent(stand).at(-1)).toEqual([0xe0, 0, 0x40]);
    expect(playersOff(stand)).toEqual([45]);
    stand.run(3000);
    expect(replyMs(stand)).toBeLessThan(600);
  });

  it('is its own: another source keeps what it holds, also the same key', () => {
    const stand = thruStand();
    from(stand, 0, 0x90, 60, 80).run(50);
    from(stand, 1, 0x90, 60, 80).run(5);
    from(stand, 1, 0x90, 64, 80).run(5);
    from(stand, 0, 0xb0, 64, 127).run(5);
    from(stand, 1, 0xb0, 64, 100).run(5);
    from(stand, 0).run(5);
    expect(stand.open).toBe(2);
    expect(sent(stand).at(-1)).toEqual([0xb0, 64, 100]);
    from(stand, 1).run(5);
    expect(stand.open).toBe(0);
    expect(sent(stand)).toContainEqual([0xb0, 64, 0]);
  });

  it.each([
    ['All Notes Off', [0xb0, 123, 0], { key: true, pedal: false, bend: false }],
    ['Omni Off', [0xb0, 124, 0], { key: true, pedal: false, bend: false }],
    ['All Sound Off', [0xb0, 120, 0], { key: true, pedal: true, bend: false }],
    ['Reset All Controllers', [0xb0, 121, 0], { key: false, pedal: true, bend: true }],
    ['System Reset', [0xff], { key: true, pedal: true, bend: true }],
    ['All Notes Off of another channel', [0xb3, 123, 0], { key: false, pedal: false, bend: false }],
    ['Local Control', [0xb0, 122, 0], { key: false, pedal: false, bend: false }],
  ])('is let go of by %s', (_, bytes, { key, pedal, bend }) => {
    const stand = thruStand();
    from(stand, 0, 0xb0, 64, 127);
    from(stand, 0, 0x90, 45, 80);
    from(stand, 0, 0xe0, 0, 0x50).run(50);
    from(stand, 0, ...bytes).run(50);
    expect(stand.open).toBe(key ? 0 : 1);
    expect(sent(stand).some((message) => message.join() === [0xb0, 64, 0].join())).toBe(pedal);
    expect(sent(stand).some((message) => message.join() === [0xe0, 0, 0x40].join())).toBe(bend);
  });

  it.each([120, 123])('replies as soon as ever after a key and CC %i', (controller) => {
    const stand = thruStand();
    const before = replyMs(stand);
    stand.run(2000);
    from(stand, 0, 0x90, 40, 80).run(300);
    from(stand, 0, 0xb0, controller, 0).run(300);
    expect(Math.abs(replyMs(stand) - before)).toBeLessThan(100);
  });

  it('goes with a client of the stream, and not with one of the control socket', () => {
    const stand = thruStand();
    const client = sourceOfClient(3);
    const { nowMs } = stand;
    stand.performer.handleCommand({ kind: 'key', pitch: 60, velocity: 80 }, nowMs, nowMs, client);
    stand.performer.handleCommand({ kind: 'pedal', down: true }, nowMs, nowMs, client);
    stand.command({ kind: 'key', pitch: 67, velocity: 80 });
    stand.command({ kind: 'gone', source: client });
    expect(playersOff(stand)).toEqual([60]);
    expect(sent(stand).at(-1)).toEqual([0xb0, 64, 0]);
    stand.command({ kind: 'gone', source: CONTROL_SOURCE });
    expect(playersOff(stand)).toEqual([60, 67]);
  });

  it('is let go of where the thread that hears has died, but for those of clients', () => {
    const stand = thruStand();
    from(stand, 0, 0x90, 60, 80);
    from(stand, 2, 0x90, 62, 80);
    stand.command({ kind: 'key', pitch: 67, velocity: 80 });
    stand.command({ kind: 'gone', source: 'all inputs' });
    expect(playersOff(stand)).toEqual([60, 62]);
  });

  it('is let go of by panic', () => {
    const stand = thruStand();
    from(stand, 0, 0x90, 60, 80);
    from(stand, 0, 0xe0, 0, 0x50);
    stand.command({ kind: 'panic' });
    expect(playersOff(stand)).toEqual([60]);
    expect(sent(stand)).toContainEqual([0xe0, 0, 0x40]);
  });

  it('leaves nothing sounding, pressed or bent once all have gone, whatever they did', () => {
    const message = fc.record({
      source: fc.nat(2),
      channel: fc.nat(1),
      kind: fc.constantFrom(0x80, 0x90, 0xb0, 0xe0),
      pitch: fc.integer({ min: 60, max: 63 }),
      value: fc.constantFrom(0, 0x40, 0x50, 127),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), fc.boolean(), (messages, thruEnds) => {
        const stand = new PerformanceStand({ thru: true, mode: 'answer' }).start().run(100);
        for (const { source, channel, kind, pitch, value } of messages) {
          const first = kind === 0xb0 ? 64 : kind === 0xe0 ? 0 : pitch;
          from(stand, source, kind | channel, first, value).run(1);
        }
        if (thruEnds) stand.command({ kind: 'set', controls: { thru: false } });
        for (const source of [0, 1, 2]) from(stand, source);
        stand.run(5);
        expect(stand.open).toBe(0);
        const last = (status: number) => sent(stand).findLast(([first]) => first === status);
        expect(last(0xb0)?.[2] ?? 0).toBe(0);
        expect(last(0xe0)?.[2] ?? 0x40).toBe(0x40);
      }),
      { numRuns: 40 },
    );
  });
});
