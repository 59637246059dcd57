import { describe, expect, it } from 'vitest';
import { ClockFollower, type FollowerAction } from '../../../src/performance/clock-sync/clock-follower.js';
import { seedRandom } from '../../../src/model/sampling/random-source.js';

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

  it('counts the clocks that were lost in a gap', () => {
    const follower = new ClockFollower();
    const times = steady(120, 300);
    follower.start();
    const actions = feed(follower, [...times.slice(0, 150), ...times.slice(230)], 1);
    expect(anchors(actions).at(-1)).toMatchObject({ tick: 299 * 20 });
  });

  it('passes over doubled clocks and bunches', () => {
    const follower = new ClockFollower();
    const times = steady(120, 200);
    follower.start();
    const actions = times.flatMap((time, i) => [
      ...follower.clock(time),
      ...(i > 50 && i % 10 === 0 ? follower.clock(time + 0.1) : []),
    ]);
    expect(anchors(actions).at(-1)).toMatchObject({ tick: 199 * 20 });
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
