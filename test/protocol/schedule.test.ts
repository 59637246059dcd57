import fc from 'fast-check';
import { createTask, validate } from 'node-cron';
import { describe, expect, it, vi } from 'vitest';
import { nextTime } from '../../src/adapters/schedule/next-time.js';
import { scheduleSchema } from '../../src/protocol/schedule.js';

const isTaken = (at: string): boolean => scheduleSchema.safeParse({ kind: 'prune', at, days: 30 }).success;

const field = (lowest: number, highest: number): fc.Arbitrary<string> => {
  const number = fc.integer({ min: lowest, max: highest });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const item = fc.oneof(fc.constant('*'), number.map(String), range, fc.constant('*/5'));
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
};

describe('times of schedules', () => {
  it('are taken as node-cron takes them', () => {
    const cron = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7));
    fc.assert(
      fc.property(cron, (fields) => {
        expect(isTaken(fields.join(' '))).toBe(true);
        expect(validate(fields.join(' '))).toBe(true);
      }),
    );
  });

  it.each(['', '3', '60 3 * * *', '0 24 * * *', '0 3 0 * *', '0 3 * 13 *', '0 3 * * 8', '5-1 * * * *', '0 0 3 * * *'])(
    'are refused as "%s"',
    (at) => expect(isTaken(at)).toBe(false),
  );

  it.each(['0 3 31 2 *', '0 3 30 2 *', '0 3 31 2,4,6,9,11 *', '0 3 30-31 2 1'])(
    'are refused where they never come: "%s"',
    (at) => {
      const { error } = scheduleSchema.safeParse({ kind: 'prune', at, days: 30 });
      expect(error?.issues[0]?.message).toMatch(/a day that those months do not have/);
    },
  );

  it.each(['0 3 29 2 *', '0 3 29 2 1', '0 3 31 * *', '0 3 31 2,3 *'])(
    'are taken where they come seldom: "%s"',
    (at) => {
      expect(isTaken(at)).toBe(true);
      expect(nextTime(at, new Date(2026, 0, 1))).not.toBeNull();
    },
  );

  it('come when node-cron says, where no clock is turned', () => {
    vi.stubEnv('TZ', 'UTC');
    vi.useFakeTimers();
    const cron = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 7));
    const when = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(cron, when, (fields, date) => {
        const at = fields.join(' ');
        vi.setSystemTime(date);
        const task = createTask(at, () => undefined);
        void task.start();
        const expected = task.getNextRun();
        void task.destroy();
        expect(nextTime(at, date)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('of a performance do not end when they begin', () => {
    expect(scheduleSchema.safeParse({ kind: 'perform', at: '0 9 * * *', until: '0 9 * * *' }).success).toBe(false);
  });

  it('have defaults for a training', () => {
    expect(scheduleSchema.parse({ kind: 'train', at: '0 3 * * *', composer: 'Chopin' })).toMatchObject({
      liked: true,
      minutes: 60,
    });
  });
});
