import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Transport } from '../../../src/performance/transport/transport.js';

const common = { numerator: 4, denominator: 4 };
const started = (bpm = 120): Transport => {
  const transport = new Transport({ bpm, meter: common });
  transport.start(1000, 0);
  return transport;
};

const bpm = fc.double({ min: 20, max: 400, noNaN: true });

describe('the transport', () => {
  it('counts 480 ticks a beat at its tempo', () => {
    const transport = started(120);
    expect(transport.tickAtMs(1500)).toBeCloseTo(480, 9);
    expect(transport.msAtTick(960)).toBeCloseTo(2000, 9);
  });

  it('keeps the sounding position when the tempo changes', () => {
    const transport = started(120);
    transport.setBpm(60, 2000);
    expect(transport.tickAtMs(2000)).toBeCloseTo(960, 9);
    expect(transport.msAtTick(1440)).toBeCloseTo(3000, 9);
    expect(transport.tickAtMs(1500)).toBeCloseTo(480, 9);
  });

  it('adds up no error over ten thousand changes', () => {
    const transport = started(120);
    for (let i = 1; i <= 10_000; i++) transport.setBpm(i % 2 === 0 ? 120 : 120.0001, 1000 + i);
    const expected = 480 * (10_000 / 500);
    expect(Math.abs(transport.tickAtMs(11_000) - expected)).toBeLessThan(0.01);
  });

  it('converts there and back, whatever was changed before', () => {
    const change = fc.record({ afterMs: fc.integer({ min: 1, max: 500 }), bpm, beats: fc.nat(8) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 0, max: 4000 }), (changes, laterMs) => {
        const transport = started();
        let nowMs = 1000;
        for (const each of changes) {
          nowMs += each.afterMs;
          const before = transport.tickAtMs(nowMs);
          if (each.beats === 0) transport.setBpm(each.bpm, nowMs);
          else transport.ramp(each.bpm, each.beats, nowMs);
          expect(transport.tickAtMs(nowMs)).toBeCloseTo(before, 6);
        }
        const atMs = nowMs + laterMs;
        expect(transport.msAtTick(transport.tickAtMs(atMs))).toBeCloseTo(atMs, 5);
        expect(transport.tickAtMs(atMs + 1)).toBeGreaterThan(transport.tickAtMs(atMs));
      }),
    );
  });

  it('glides to a tempo within its beats', () => {
    const transport = started(120);
    transport.ramp(60, 4, 1000);
    const beat = (n: number): number => transport.msAtTick(n * 480) - transport.msAtTick((n - 1) * 480);
    expect(beat(1)).toBeLessThan(beat(2));
    expect(beat(4)).toBeLessThan(beat(5));
    expect(beat(5)).toBeCloseTo(1000, 6);
    expect(transport.bpm).toBe(60);
  });

  it('breathes where it is told to, and forgets it when it is taken back', () => {
    const transport = started(120);
    transport.applyRubato({ fromTick: 480, toTick: 960, ratio: 0.5 }, 1000);
    expect(transport.msAtTick(960)).toBeCloseTo(1500 + 1000, 6);
    expect(transport.msAtTick(1440)).toBeCloseTo(3000, 6);
    transport.clearRubato(480, 1000);
    expect(transport.msAtTick(960)).toBeCloseTo(2000, 6);
  });

  it('stands while it is stopped', () => {
    const transport = started(120);
    transport.stop(1500);
    expect(transport.tickAtMs(99_999)).toBeCloseTo(480, 9);
    expect(transport.msAtTick(960)).toBe(Infinity);
  });

  it('comes to the place of another clock without a jump', () => {
    const transport = started(120);
    const before = transport.tickAtMs(2000);
    transport.follow({ tick: 980, atMs: 2000, bpm: 120 }, 2000);
    expect(transport.tickAtMs(2000)).toBeCloseTo(before, 6);
    expect(transport.tickAtMs(2100)).toBeCloseTo(980 + 96, 4);
    expect(transport.tickAtMs(2240)).toBeCloseTo(980 + 230.4, 4);
  });

  it('stands half a quarter beyond the latest clock, until the next one', () => {
    const transport = started(120);
    transport.follow({ tick: 960, atMs: 2000, bpm: 120 }, 2000);
    expect(transport.tickAtMs(2250)).toBeCloseTo(960 + 240, 4);
    expect(transport.tickAtMs(9000)).toBeCloseTo(960 + 240, 1);
    expect(transport.follow({ tick: 980, atMs: 9000, bpm: 120 }, 9000)).toBe(false);
    expect(transport.tickAtMs(9010)).toBeLessThan(960 + 245);
  });

  it('goes at once where the clock is far ahead, so that no music races', () => {
    const transport = started(120);
    expect(transport.follow({ tick: 4800, atMs: 2000, bpm: 120 }, 2000)).toBe(true);
    expect(transport.tickAtMs(2000)).toBeCloseTo(4800, 4);
    expect(transport.tickAtMs(2100)).toBeCloseTo(4800 + 96, 4);
  });

  it('never stands still or goes back while it follows', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -200, max: 200, noNaN: true }), { maxLength: 30 }), (errors) => {
        const transport = started(120);
        let latest = -Infinity;
        errors.forEach((error, i) => {
          const nowMs = 1000 + i * 20;
          transport.follow({ tick: (nowMs - 1000) * 0.96 + error, atMs: nowMs, bpm: 120 }, nowMs);
          for (const atMs of [nowMs, nowMs + 7, nowMs + 19]) {
            expect(transport.tickAtMs(atMs)).toBeGreaterThan(latest);
            latest = transport.tickAtMs(atMs);
          }
        });
      }),
    );
  });

  it('tells each change of tempo once, with the place where it takes effect', () => {
    const transport = started(120);
    expect(transport.takeChanges(1000)).toHaveLength(1);
    expect(transport.takeChanges(1400)).toEqual([]);
    transport.setBpm(60, 1500);
    expect(transport.takeChanges(1500)).toMatchObject([{ state: 'running', atMs: 1500, bpm: 60 }]);
    expect(transport.takeChanges(1600)).toEqual([]);
    transport.stop(1700);
    expect(transport.takeChanges(1700)).toMatchObject([{ state: 'stopped' }]);
  });
});

describe('bars and beats', () => {
  it('finds the next beat and the next bar', () => {
    const { bars } = started();
    expect(bars.next(0, 'bar')).toBe(0);
    expect(bars.next(1, 'bar')).toBe(1920);
    expect(bars.next(481, 'beat')).toBe(960);
    expect(bars.next(-100, 'beat')).toBe(0);
  });

  it('counts dotted beats in compound metres', () => {
    const { bars } = new Transport({ bpm: 100, meter: { numerator: 6, denominator: 8 } });
    expect(bars.next(1, 'beat')).toBe(720);
    expect(bars.next(721, 'beat')).toBe(1440);
  });

  it('changes the metre at a bar line and counts on', () => {
    const { bars } = started();
    bars.change({ numerator: 3, denominator: 4 }, 3840);
    expect(bars.next(3841, 'bar')).toBe(3840 + 1440);
    expect(bars.position(3840 + 1440).bar).toBe(3);
    expect(bars.next(1, 'bar')).toBe(1920);
  });
});
