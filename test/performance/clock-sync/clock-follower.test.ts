import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTraces, type TracedMessage } from '../../../bench/clock-traces.mjs';
import { ClockFollower, type FollowerAction } from '../../../src/performance/clock-sync/clock-follower.js';
import { ClockLeader, type ClockMessage } from '../../../src/performance/clock-sync/clock-leader.js';
import { seedRandom } from '../../../src/shared/random-source.js';

const midiOf = (message: TracedMessage): ClockMessage =>
  message.kind === 'position' ? { kind: 'song-position', sixteenths: message.sixteenths } : { kind: message.kind };

const period = (bpm: number): number => 60_000 / (24 * bpm);

/** Feeds clocks whose true times are given, each off by up to `jitterMs`; gives the actions. */
const feed = (follower: ClockFollower, times: readonly number[], jitterMs = 0, seed = 1): FollowerAction[] => {
  const random = seedRandom(seed);
  return times.flatMap((time) => [...follower.clock(time + (random.next() * 2 - 1) * jitterMs)]);
};

const steady = (bpm: number, count: number, fromMs = 0): number[] =>
  Array.from({ length: count }, (_, i) => fromMs + i * period(bpm));

const anchors = (actions: readonly FollowerAction[]) =>
  actions.flatMap((action) => (action.kind === 'anchor' || action.kind === 'run' ? [action] : []));

/** Where an anchor is, beside where it should be, ms. */
const errors = (actions: readonly FollowerAction[], times: readonly number[]): number[] =>
  anchors(actions).map(({ tick, atMs }) => atMs - times[tick / 20]);

describe('following MIDI clock', () => {
  it('begins at the first clock after Start, which is the beat', () => {
    const follower = new ClockFollower();
    follower.start();
    const [first, second] = feed(follower, steady(120, 2, 500));
    expect(first).toMatchObject({ kind: 'run', tick: 0, atMs: 500 });
    expect(second).toMatchObject({ kind: 'anchor', tick: 20 });
  });

  it.each([20, 60, 120, 250, 400])('locks within a bar under 2 ms of jitter at %i bpm', (bpm) => {
    const follower = new ClockFollower();
    const times = steady(bpm, 600);
    follower.start();
    const actions = feed(follower, times, 2);
    const late = errors(actions, times)
      .slice(96)
      .map(Math.abs)
      .sort((a, b) => a - b);
    expect(late[Math.floor(late.length * 0.99)]).toBeLessThan(2);
    const tempos = anchors(actions)
      .slice(96)
      .map((anchor) => anchor.bpm);
    const mean = tempos.reduce((sum, tempo) => sum + tempo, 0) / tempos.length;
    expect(Math.abs(mean / bpm - 1)).toBeLessThan(0.005);
  });

  it('follows a ramp from 120 to 140 over eight bars', () => {
    const follower = new ClockFollower();
    const times: number[] = [];
    for (let i = 0, atMs = 0; i < 8 * 96; i++) {
      times.push(atMs);
      atMs += period(120 + (20 * i) / (8 * 96));
    }
    follower.start();
    const late = errors(feed(follower, times, 2), times)
      .slice(96)
      .map(Math.abs)
      .sort((a, b) => a - b);
    expect(late[Math.floor(late.length * 0.99)]).toBeLessThan(3);
  });

  it('counts each clock that came, however early or late', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1500, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (waits) => {
          const follower = new ClockFollower();
          follower.start();
          let atMs = 0;
          const actions = waits.flatMap((wait) => [...follower.clock((atMs += wait))]);
          expect(anchors(actions).map(({ tick }) => tick)).toEqual(waits.map((_, i) => i * 20));
        },
      ),
    );
  });

  it('knows no lost clocks: after a pause the next clock is the next place', () => {
    const follower = new ClockFollower();
    follower.start();
    const before = steady(120, 150);
    const after = steady(120, 100, before[149] + 1234);
    const actions = feed(follower, [...before, ...after]);
    expect(anchors(actions).at(-1)).toMatchObject({ tick: 249 * 20 });
    expect(Math.abs(anchors(actions).at(-1)!.atMs - after[99])).toBeLessThan(1);
  });

  it('learns a new tempo within a bar', () => {
    const follower = new ClockFollower();
    const before = steady(120, 200);
    const after = steady(160, 200, before[199] + period(160));
    follower.start();
    const actions = feed(follower, [...before, ...after], 1);
    expect(anchors(actions).at(-100)?.bpm).toBeGreaterThan(155);
    expect(anchors(actions).at(-100)?.bpm).toBeLessThan(165);
  });

  it('says when the clock is lost, once', () => {
    const follower = new ClockFollower();
    follower.start();
    feed(follower, steady(120, 50));
    const last = 49 * period(120);
    expect(follower.advance(last + 1990)).toEqual([]);
    expect(follower.advance(last + 2010)).toEqual([{ kind: 'lost' }]);
    expect(follower.advance(last + 3000)).toEqual([]);
    expect(follower.clock(last + 4000)).toMatchObject([{ kind: 'run', tick: 50 * 20 }]);
  });

  it('just goes on where it is told the place where it is', () => {
    const follower = new ClockFollower();
    follower.start();
    feed(follower, steady(120, 48));
    follower.songPosition(8);
    expect(follower.clock(48 * period(120))).toMatchObject([{ kind: 'anchor', tick: 960 }]);
    follower.songPosition(0);
    expect(follower.clock(49 * period(120))).toMatchObject([{ kind: 'run', tick: 0 }]);
  });

  it('goes on from a song position, and stops', () => {
    const follower = new ClockFollower();
    follower.songPosition(16);
    follower.continue();
    expect(feed(follower, [0])).toMatchObject([{ kind: 'run', tick: 1920 }]);
    expect(follower.stop()).toEqual([{ kind: 'stop' }]);
    expect(follower.stop()).toEqual([]);
    expect(feed(follower, [period(120)])).toEqual([]);
  });
});

describe('made traces of clocks', () => {
  it.each(clockTraces(1).map((trace) => [trace.name, trace] as const))(
    '%s: tempo, place and phase',
    (_, { messages }) => {
      const leader = new ClockLeader();
      const [off, phase]: [number[], number[]] = [[], []];
      for (const message of messages) {
        const { source, atMs } = message;
        const [action] = leader.onMessage(midiOf(message), source, atMs);
        if (message.kind !== 'clock') continue;
        if (source !== 0) {
          expect(action).toBeUndefined();
          continue;
        }
        const { tick, trueMs, bpm, settled } = message.truth;
        const [anchor] = anchors([action]);
        expect(anchor.tick).toBe(tick);
        if (!settled) continue;
        off.push(Math.abs(anchor.bpm / bpm - 1));
        phase.push(anchor.atMs - trueMs);
      }
      expect(Math.max(...off)).toBeLessThan(0.01);
      const sorted = [...phase].sort((a, b) => a - b);
      const common = sorted[Math.floor(sorted.length / 2)];
      const apart = phase.map((each) => Math.abs(each - common)).sort((a, b) => a - b);
      expect(apart[Math.floor(apart.length * 0.95)]).toBeLessThan(5);
    },
  );
});
