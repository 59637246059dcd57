import fc from 'fast-check';
import { validate } from 'node-cron';
import { describe, expect, it } from 'vitest';
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

  it('have defaults for a training', () => {
    expect(scheduleSchema.parse({ kind: 'train', at: '0 3 * * *', composer: 'Chopin' })).toMatchObject({
      liked: true,
      minutes: 60,
    });
  });
});
