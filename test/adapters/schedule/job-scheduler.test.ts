import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobScheduler, type ScheduledJob } from '../../../src/adapters/schedule/job-scheduler.js';
import type { ScheduleState } from '../../../src/protocol/schedule.js';

/** Local time, as schedules are. */
const clock = (text: string): Date => new Date(`2026-03-10T${text}`);

let done: string[];
let troubles: string[];
let states: readonly ScheduleState[];
let timetable: JobScheduler | undefined;

const appointment = (name: string, at: string, group = name): ScheduledJob => ({
  name,
  at,
  group,
  run: () => void done.push(name),
});

const open = (...scheduledJobs: readonly ScheduledJob[]): JobScheduler => {
  timetable = new JobScheduler(scheduledJobs, {
    changed: (changed) => (states = changed),
    trouble: (text) => troubles.push(text),
  });
  timetable.start();
  return timetable;
};

beforeEach(() => {
  vi.useFakeTimers({ now: clock('02:58:30') });
  done = [];
  troubles = [];
  states = [];
});
afterEach(() => {
  timetable?.stop();
  vi.useRealTimers();
});

describe('a timetable', () => {
  it('does what is due when it is due, and tells when it comes again', async () => {
    open(appointment('train', '0 3 * * *'));
    expect(states[0]).toMatchObject({ nextRun: clock('03:00:00').toISOString(), lastRun: null });

    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual(['train']);
    expect(states[0]?.nextRun).toBe(new Date(+clock('03:00:00') + 86_400_000).toISOString());
    expect(states[0]?.lastRun).not.toBeNull();
  });

  it('passes over a time at which the last run is not over yet, and says so', async () => {
    let finish = (): void => undefined;
    const slow = { ...appointment('slow', '* * * * *'), run: () => new Promise<void>((resolve) => (finish = resolve)) };
    open(slow);

    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(troubles).toHaveLength(4);
    expect(troubles[0]).toContain('"slow" is still at it');

    finish();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(troubles).toHaveLength(4);
  });

  it('makes up once for what the machine slept through, and of beginnings and ends only for the latest', async () => {
    open(
      appointment('begin', '0 3 * * *', 'playing'),
      appointment('end', '0 4 * * *', 'playing'),
      appointment('train', '30 3 * * *'),
      appointment('hourly', '0 * * * *'),
    );
    vi.setSystemTime(clock('07:10:00')); // no timer has run meanwhile
    await vi.advanceTimersByTimeAsync(20_000);

    expect(done.sort()).toEqual(['end', 'hourly', 'train']);
    expect(states.map(({ nextRun }) => nextRun)).toContain(clock('08:00:00').toISOString());
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(done.filter((name) => name === 'hourly')).toHaveLength(2);
  });

  it('tells what has failed, and goes on', async () => {
    let times = 0;
    const failing = {
      ...appointment('failing', '* * * * *'),
      run: () => {
        times++;
        throw new Error('no disk');
      },
    };
    open(failing);
    await vi.advanceTimersByTimeAsync(3 * 60_000);

    expect(times).toBe(3);
    expect(troubles[0]).toBe('"failing" has failed: no disk');
  });

  it('does nothing twice where the clock is set back a little', async () => {
    open(appointment('train', '0 3 * * *'));
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    vi.setSystemTime(clock('02:10:00'));
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(done).toEqual(['train']);
    vi.setSystemTime(new Date('2026-03-11T02:59:50'));
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(done).toEqual(['train', 'train']);
  });

  it('goes by the right time once a clock that was years ahead is set right', async () => {
    vi.setSystemTime(new Date('2099-07-01T12:00:00'));
    open(appointment('train', '0 3 * * *'));
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime(clock('02:00:00'));
    await vi.advanceTimersByTimeAsync(3_600_000 + 60_000);
    expect(done).toEqual(['train']);
  });

  it.each([30_000, 10 * 60_000, 59 * 60_000])('misses nothing where the clock is set %d ms forward', async (ms) => {
    open(appointment('train', '0 4 * * *'));
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime(Date.now() + ms);
    await vi.advanceTimersByTimeAsync(3_600_000 + 2 * 60_000);
    expect(done).toEqual(['train']);
  });

  it('does nothing any more once it is stopped', async () => {
    open(appointment('train', '* * * * *')).stop();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(done).toEqual([]);
  });
});

describe('daylight saving in Berlin', () => {
  beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));
  afterEach(() => vi.unstubAllEnvs());

  it('leaves no night out: what falls into the missing hour comes an hour later', async () => {
    vi.setSystemTime(new Date('2026-03-28T12:00:00+01:00'));
    open(appointment('train', '30 2 * * *'));
    expect(states[0]?.nextRun).toBe('2026-03-29T01:30:00.000Z'); // 3:30 summer time
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(done).toEqual(['train']);
    expect(states[0]?.nextRun).toBe('2026-03-30T00:30:00.000Z');
  });

  it('does nothing twice in the hour that comes twice', async () => {
    vi.setSystemTime(new Date('2026-10-24T12:00:00+02:00'));
    open(appointment('train', '30 2 * * *'));
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(done).toEqual(['train']);
  });
});
